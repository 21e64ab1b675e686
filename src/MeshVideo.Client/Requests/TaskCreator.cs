using System;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Contract;
using MeshVideo.Http;
using MeshVideo.Json;

namespace MeshVideo.Requests;

/// <summary>
/// The create-once rule. A create costs money and cannot be recognised when repeated, so it is sent again only when it surely was not
/// carried out: nothing of its body went out, or the service answered 429. Everything else that is no clear answer is an outcome unknown.
/// </summary>
internal sealed class TaskCreator
{
    /// <summary>For all tries, waits and uploads of one create together.</summary>
    private static readonly TimeSpan TotalTime = TimeSpan.FromMinutes(10);

    /// <summary>A service that asks to wait for less than half a second gets the exponential delay: otherwise it would get hundreds of requests.</summary>
    private static readonly Backoff Backoff =
        new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), minimumRetryAfter: TimeSpan.FromSeconds(0.5));

    private const int ConnectTries = 4;

    private const int ExpectationFailed = 417;

    private static readonly TimeSpan ClockTime = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A body from this size on goes out only after the service has said that it takes it (Expect: 100-continue), so that a refusal costs no
    /// upload and is never lost. A service that does not say so gets the body a second later.
    /// </summary>
    private const int AskBeforeBytes = 1024 * 1024;

    private readonly MeshVideoConnection _connection;
    private readonly ApiTransport _transport;
    private readonly IActivityLog _log;

    public TaskCreator(MeshVideoConnection connection, ApiTransport transport, IActivityLog log)
    {
        _connection = connection;
        _transport = transport;
        _log = log;
    }

    /// <param name="prepared">The video wanted.</param>
    /// <param name="onSendingAgain">Called with the reason before each sending but the first; where it throws, nothing is sent.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task<VideoTask> CreateAsync(PreparedRequest prepared, Action<MeshVideoException>? onSendingAgain, CancellationToken cancellationToken)
    {
        prepared.ThrowIfUnsendable();
        RequestBody body = new(prepared);
        VideoRequest request = prepared.Request;
        DateTimeOffset deadline = DateTimeOffset.UtcNow + TotalTime;
        for (int tries = 1, connectTries = 1; ; tries++)
        {
            try
            {
                // The service answers with an id and nothing else; the rest is what we asked for.
                string id = await SendAsync(body, deadline, cancellationToken).ConfigureAwait(false);
                return new VideoTask
                {
                    Id = id,
                    Status = VideoTaskStatus.Queued,
                    Model = request.Model,
                    CreatedAt = DateTimeOffset.UtcNow,
                    Duration = request.Duration,
                    Frames = request.Frames,
                    Resolution = request.Resolution,
                    Ratio = request.Ratio,
                    Request = request,
                    Connection = _connection,
                };
            }
            catch (LostResponseException lost)
            {
                await LearnClockAsync(cancellationToken).ConfigureAwait(false);
                throw Unknown(lost);
            }
            catch (MeshVideoException exception) when (MayBeSentAgain(exception, ref connectTries))
            {
                TimeSpan wait = Backoff.GetDelay(tries - 1, exception.RetryAfter);
                if (wait >= deadline - DateTimeOffset.UtcNow)
                {
                    throw;
                }

                _log.Write(ActivityLevel.Verbose, $"{exception.Message} Nothing was created; sending it again in {TimeFormat.Seconds(wait)}.");
                try
                {
                    await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    throw new CreateNotSentException(cancellationToken);
                }

                onSendingAgain?.Invoke(exception);
            }
        }
    }

    private static bool MayBeSentAgain(MeshVideoException exception, ref int connectTries) => exception.Kind switch
    {
        MeshVideoErrorKind.RateLimited => true,
        MeshVideoErrorKind.ConnectionFailed => connectTries++ < ConnectTries,
        _ => false,
    };

    /// <returns>The id of the task: all that the service answers.</returns>
    private async Task<string> SendAsync(RequestBody body, DateTimeOffset deadline, CancellationToken cancellationToken, bool expectContinue = true)
    {
        Uri address = _connection.Base.Endpoint("video/generations");
        DateTimeOffset sentAt = DateTimeOffset.UtcNow;
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(deadline - sentAt);
        using CreateContent content = new(body);
        ApiResponse answer;
        try
        {
            answer = await _transport.PostAsync(address, content, expectContinue && body.Length >= AskBeforeBytes, time.Token).ConfigureAwait(false);
        }
        catch (Exception) when (content.Failure is not null)
        {
            throw content.Failure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && content.Started)
        {
            throw new CreateInterruptedException(sentAt, ServiceClock.EarliestCreation(sentAt, _connection.Clock.Offset), cancellationToken);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw content.Started ? new LostResponseException(sentAt, "no answer came in time", exception) : TransportErrors.TimedOut(address, TotalTime, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw content.Started
                ? new LostResponseException(sentAt, TransportErrors.GetInnermost(exception).TrimEnd('.'), exception)
                : _transport.Unreachable(address, exception, isBeforeSending: true);
        }
        catch (MeshVideoException exception)
        {
            throw new LostResponseException(sentAt, "the answer could not be read", exception);
        }

        return answer.StatusCode == ExpectationFailed && expectContinue && !content.Started
            ? await SendAsync(body, deadline, cancellationToken, expectContinue: false).ConfigureAwait(false)
            : Read(answer, sentAt, content.Started);
    }

    private string Read(ApiResponse answer, DateTimeOffset sentAt, bool wasSent)
    {
        if (!answer.IsSuccess)
        {
            MeshVideoException refusal = ErrorResponseMapper.ToException(answer, taskId: null, _connection.Redactor);

            // Only 4xx and a redirect say that it was not carried out; what else there is says nothing. An answer to what was not sent is
            // a proxy's: .NET Framework gives it out as the service's.
            bool mayHaveBeenCarriedOut = wasSent && !answer.IsRedirect && answer.StatusCode is < 400 or >= 500 or 408;
            throw mayHaveBeenCarriedOut ? new LostResponseException(sentAt, refusal.ServiceMessage ?? $"the service answered HTTP {answer.StatusCode}", refusal) : refusal;
        }

        // A gateway may wrap what the service answers.
        JsonElement document = answer.TryRead();
        if ((TaskReader.ToTask(document, answer.RequestId) ?? TaskReader.ToTask(document.Property("data"), answer.RequestId))?.Id is { } id)
        {
            return id;
        }

        if (ErrorResponseMapper.HasError(document))
        {
            MeshVideoException refusal = ErrorResponseMapper.ToException(answer, taskId: null, _connection.Redactor);
            throw refusal.Kind == MeshVideoErrorKind.ServiceUnavailable ? new LostResponseException(sentAt, refusal.ServiceMessage ?? "the service answered an error", refusal) : refusal;
        }

        throw answer.TruncationError is { } cut
            ? new LostResponseException(sentAt, TransportErrors.GetInnermost(cut).TrimEnd('.'), cut)
            : new LostResponseException(sentAt, $"the answer (HTTP {answer.StatusCode}) names no task", answer.Invalid("a task", cause: null));
    }

    // The task has to be looked for by the service's clock. If no answer has told it yet, a read does.
    private async Task LearnClockAsync(CancellationToken cancellationToken)
    {
        if (_connection.Clock.Offset is not null)
        {
            return;
        }

        try
        {
            await _transport.GetAsync(_connection.Base.Endpoint("video/generations?limit=1"), taskId: null, ClockTime, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MeshVideoException or OperationCanceledException)
        {
            // The error says that the clock is not known.
        }
    }

    private MeshVideoException Unknown(LostResponseException lost)
    {
        (DateTimeOffset sentAt, string why, Exception cause) = (lost.SentAt, lost.Message, lost.InnerException!);
        MeshVideoException? answer = cause as MeshVideoException;
        TimeSpan? offset = _connection.Clock.Offset;
        DateTimeOffset createdAfter = ServiceClock.EarliestCreation(sentAt, offset);
        string exchange = answer is { StatusCode: { } status } ? $" (HTTP {status}{(answer.RequestId is null ? string.Empty : ", request " + answer.RequestId)})" : string.Empty;
        return new MeshVideoException(
            MeshVideoErrorKind.CreateOutcomeUnknown,
            $"The request was sent at {TimeFormat.Iso8601(sentAt)}, but its answer was lost: {why}{exchange}. A task may exist and may be charged, so it was not sent again."
                + (offset is null ? " The service's clock is not known, so search from a day before." : string.Empty),
            cause)
        {
            SentAt = sentAt,
            CreatedAfter = createdAfter,
            Remedies = [Remedy.SearchForTask],
            StatusCode = answer?.StatusCode,
            Code = answer?.Code,
            ServiceMessage = answer?.ServiceMessage,
            ProviderError = answer?.ProviderError,
            RequestId = answer?.RequestId,
        };
    }
}
