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
/// Creates tasks at most once. A create is charged, and the service cannot detect a repeated one. So it is sent again only if the
/// service cannot have processed it: no part of the body was sent, or the service responded with 429. After any other unclear
/// response, the outcome is unknown.
/// </summary>
internal sealed class TaskCreator
{
    /// <summary>The timeout of a create, including all attempts, delays and uploads.</summary>
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A delay of less than half a second requested by the service is replaced by the exponential delay, to avoid hundreds of
    /// requests.
    /// </summary>
    private static readonly Backoff Backoff =
        new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), minimumRetryAfter: TimeSpan.FromSeconds(0.5));

    private const int MaximumConnectAttempts = 4;

    private const int ExpectationFailed = 417;

    private static readonly TimeSpan ClockTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A body of at least this size is sent after the service accepts the headers (Expect: 100-continue), so that a rejection
    /// costs no upload and is not lost. If the service does not respond within a second, the body is sent.
    /// </summary>
    private const int ExpectContinueThreshold = 1024 * 1024;

    private readonly MeshVideoConnection _connection;
    private readonly ApiTransport _transport;
    private readonly IActivityLog _log;

    public TaskCreator(MeshVideoConnection connection, ApiTransport transport, IActivityLog log)
    {
        _connection = connection;
        _transport = transport;
        _log = log;
    }

    /// <summary>Creates a task.</summary>
    /// <param name="prepared">The prepared request.</param>
    /// <param name="onResend">Called with the error before each retry. If it throws, the request is not sent again.</param>
    /// <param name="cancellationToken">Cancels the request immediately.</param>
    public async Task<VideoTask> CreateAsync(
        PreparedRequest prepared, Action<MeshVideoException>? onResend, CancellationToken cancellationToken)
    {
        prepared.ThrowIfUnsendable();
        RequestBody body = prepared.Body;
        VideoRequest request = prepared.Request;
        DateTimeOffset deadline = DateTimeOffset.UtcNow + TotalTimeout;
        for (int attempts = 1, connectAttempts = 1; ; attempts++)
        {
            try
            {
                // The service returns only the id. The other values are those of the request.
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
                await SynchronizeClockAsync(cancellationToken).ConfigureAwait(false);
                throw CreateOutcomeUnknownException(lost);
            }
            catch (MeshVideoException exception) when (CanResend(exception, ref connectAttempts))
            {
                TimeSpan delay = Backoff.GetDelay(attempts - 1, exception.RetryAfter);
                if (delay >= deadline - DateTimeOffset.UtcNow)
                {
                    throw;
                }

                _log.Write(
                    ActivityLevel.Verbose, $"{exception.Message} No task was created. Retrying in {TimeFormat.Seconds(delay)}.");
                try
                {
                    await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    throw new CreateNotSentException(cancellationToken);
                }

                onResend?.Invoke(exception);
            }
        }
    }

    private static bool CanResend(MeshVideoException exception, ref int connectAttempts) => exception.Kind switch
    {
        MeshVideoErrorKind.RateLimited => true,
        MeshVideoErrorKind.ConnectionFailed => connectAttempts++ < MaximumConnectAttempts,
        _ => false,
    };

    /// <returns>The id of the task.</returns>
    private async Task<string> SendAsync(
        RequestBody body, DateTimeOffset deadline, CancellationToken cancellationToken, bool expectContinue = true)
    {
        Uri address = _connection.Base.Endpoint("video/generations");
        DateTimeOffset sentAt = DateTimeOffset.UtcNow;
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(deadline - sentAt);
        using CreateRequestContent content = new(body);
        ApiResponse response;
        try
        {
            response = await _transport.PostAsync(
                address, content, expectContinue && body.Length >= ExpectContinueThreshold, timeout.Token)
                .ConfigureAwait(false);
        }
        catch (Exception) when (content.WriteError is not null)
        {
            throw content.WriteError;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && content.HasStarted)
        {
            throw new CreateInterruptedException(
                sentAt, ServiceClock.EarliestCreation(sentAt, _connection.Clock.Offset), cancellationToken);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw content.HasStarted
                ? new LostResponseException(sentAt, "no response was received in time", exception)
                : TransportErrors.CreateTimedOut(address, TotalTimeout, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw content.HasStarted
                ? new LostResponseException(sentAt, TransportErrors.GetInnermostMessage(exception).TrimEnd('.'), exception)
                : _transport.CreateUnreachableException(address, exception, isBeforeSending: true);
        }
        catch (MeshVideoException exception)
        {
            throw new LostResponseException(sentAt, "the response could not be read", exception);
        }

        return response.StatusCode == ExpectationFailed && expectContinue && !content.HasStarted
            ? await SendAsync(body, deadline, cancellationToken, expectContinue: false).ConfigureAwait(false)
            : ReadTaskId(response, sentAt, content.HasStarted);
    }

    private string ReadTaskId(ApiResponse response, DateTimeOffset sentAt, bool wasSent)
    {
        if (!response.IsSuccess)
        {
            MeshVideoException error = ErrorResponseMapper.ToException(response, taskId: null, _connection.Redactor);

            // Only a 4xx status or a redirect means that the service did not process the request. If nothing was sent, the
            // response is that of a proxy, which .NET Framework reports as that of the service.
            bool mayHaveBeenProcessed = wasSent && !response.IsRedirect && response.StatusCode is < 400 or >= 500 or 408;
            throw mayHaveBeenProcessed
                ? new LostResponseException(
                    sentAt, error.ServiceMessage ?? $"the service responded with HTTP {response.StatusCode}", error)
                : error;
        }

        // Some gateways wrap the response in an object.
        JsonElement document = response.TryRead();
        if ((TaskReader.ToTask(document, response.RequestId)
            ?? TaskReader.ToTask(document.Property("data"), response.RequestId))?.Id is { } id)
        {
            return id;
        }

        if (ErrorResponseMapper.HasError(document))
        {
            MeshVideoException error = ErrorResponseMapper.ToException(response, taskId: null, _connection.Redactor);
            throw error.Kind == MeshVideoErrorKind.ServiceUnavailable
                ? new LostResponseException(sentAt, error.ServiceMessage ?? "the service returned an error", error)
                : error;
        }

        throw response.TruncationError is { } truncationError
            ? new LostResponseException(
                sentAt, TransportErrors.GetInnermostMessage(truncationError).TrimEnd('.'), truncationError)
            : new LostResponseException(
                sentAt,
                $"the response (HTTP {response.StatusCode}) contains no task id",
                response.CreateInvalidResponseException("a task", cause: null));
    }

    // The search for the task requires the time of the service's clock. If it is not known yet, a read returns it.
    private async Task SynchronizeClockAsync(CancellationToken cancellationToken)
    {
        if (_connection.Clock.Offset is not null)
        {
            return;
        }

        try
        {
            await _transport.GetAsync(
                _connection.Base.Endpoint("video/generations?limit=1"), taskId: null, ClockTimeout, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MeshVideoException or OperationCanceledException)
        {
            // The message of the error states that the clock is not known.
        }
    }

    private MeshVideoException CreateOutcomeUnknownException(LostResponseException lost)
    {
        (DateTimeOffset sentAt, string reason, Exception cause) = (lost.SentAt, lost.Message, lost.InnerException!);
        MeshVideoException? responseError = cause as MeshVideoException;
        TimeSpan? offset = _connection.Clock.Offset;
        DateTimeOffset createdAfter = ServiceClock.EarliestCreation(sentAt, offset);
        string details = responseError is { StatusCode: { } status }
            ? $" (HTTP {status}{(responseError.RequestId is null ? string.Empty : ", request " + responseError.RequestId)})"
            : string.Empty;
        return new MeshVideoException(
            MeshVideoErrorKind.CreateOutcomeUnknown,
            $"The request was sent at {TimeFormat.Iso8601(sentAt)}, but the response was lost: {reason}{details}. "
                + "A task may exist and may be charged, so it was not sent again."
                + (offset is null ? " The service's clock is not known, so the search must start a day earlier." : string.Empty),
            cause)
        {
            SentAt = sentAt,
            CreatedAfter = createdAfter,
            Remedies = [Remedy.SearchForTask],
            StatusCode = responseError?.StatusCode,
            Code = responseError?.Code,
            ServiceMessage = responseError?.ServiceMessage,
            ProviderError = responseError?.ProviderError,
            RequestId = responseError?.RequestId,
        };
    }
}
