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
/// Sends a create in a single attempt, and determines from the response whether a task was created. The service cannot detect a
/// repeated create, which is charged again.
/// </summary>
/// <param name="connection">The service.</param>
/// <param name="transport">Sends the requests.</param>
/// <param name="throttle">Has the time for the response if the request is canceled after sending began.</param>
internal sealed class CreateSender(MeshVideoConnection connection, ApiTransport transport, CreateThrottle throttle)
{
    private const int ExpectationFailed = 417;

    private static readonly TimeSpan ClockTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A body of at least this size is sent after the service accepts the headers (Expect: 100-continue), so that a rejection
    /// costs no upload and is not lost. If the service does not respond within a second, the body is sent.
    /// </summary>
    private const int ExpectContinueThreshold = 1024 * 1024;

    /// <summary>Sends the request once.</summary>
    /// <param name="body">The request.</param>
    /// <param name="timeout">The time for the upload and the response.</param>
    /// <param name="cancellationToken">Cancels the request: immediately, or after a grace period once it is sent.</param>
    /// <returns>The task that was created.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.CreateOutcomeUnknown"/> if a task may exist; another kind if no task was created.
    /// </exception>
    /// <exception cref="CreateInterruptedException">The request was canceled after sending began. A task may exist.</exception>
    public async Task<CreatedTask> SendAsync(RequestBody body, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(body, timeout, expectContinue: true, cancellationToken).ConfigureAwait(false);
        }
        catch (LostResponseException lost)
        {
            await SynchronizeClockAsync(cancellationToken).ConfigureAwait(false);
            throw CreateOutcomeUnknownException(lost);
        }
    }

    /// <returns>The task that was created.</returns>
    private async Task<CreatedTask> SendAsync(
        RequestBody body, TimeSpan timeout, bool expectContinue, CancellationToken cancellationToken)
    {
        Uri address = connection.Base.Endpoint("video/generations");
        DateTimeOffset sentAt = DateTimeOffset.UtcNow;
        using CreateRequestContent content = new(body);
        using CancellationTokenSource source = new(timeout);
        using CancellationTokenRegistration registration = cancellationToken.Register(
            () => source.CancelAfter(content.TryCancel() ? TimeSpan.Zero : throttle.ShutdownGrace));
        ApiResponse response;
        try
        {
            response = await transport.PostAsync(
                address, content, expectContinue && body.Length >= ExpectContinueThreshold, source.Token)
                .ConfigureAwait(false);
        }
        catch (Exception) when (content.WriteError is not null)
        {
            throw content.WriteError;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && content.HasStarted)
        {
            throw new CreateInterruptedException(
                sentAt, ServiceClock.EarliestCreation(sentAt, connection.Clock.Offset), cancellationToken);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw content.HasStarted
                ? new LostResponseException(sentAt, "no response was received in time", exception)
                : TransportErrors.CreateTimedOut(address, timeout, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw content.HasStarted
                ? new LostResponseException(sentAt, TransportErrors.GetInnermostMessage(exception).TrimEnd('.'), exception)
                : transport.CreateUnreachableException(address, exception, isBeforeSending: true);
        }
        catch (MeshVideoException exception)
        {
            throw new LostResponseException(sentAt, "the response could not be read", exception);
        }

        return response.StatusCode == ExpectationFailed && expectContinue && !content.HasStarted
            ? await SendAsync(body, timeout, expectContinue: false, cancellationToken).ConfigureAwait(false)
            : ReadTask(response, sentAt, content.HasStarted);
    }

    private CreatedTask ReadTask(ApiResponse response, DateTimeOffset sentAt, bool wasSent)
    {
        if (!response.IsSuccess)
        {
            MeshVideoException error = ErrorResponseMapper.ToException(response, taskId: null, connection.Redactor);

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
            return new CreatedTask(id, response.RequestId);
        }

        if (ErrorResponseMapper.HasError(document))
        {
            MeshVideoException error = ErrorResponseMapper.ToException(response, taskId: null, connection.Redactor);
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
        if (connection.Clock.Offset is not null)
        {
            return;
        }

        try
        {
            await transport.GetAsync(
                connection.Base.Endpoint("video/generations?limit=1"), taskId: null, ClockTimeout, cancellationToken)
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
        TimeSpan? offset = connection.Clock.Offset;
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
