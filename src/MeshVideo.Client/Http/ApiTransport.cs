using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>Sends requests to the API: adds the API key, applies the timeout, reads the complete response and logs it.</summary>
internal sealed class ApiTransport(MeshVideoConnection connection, IActivityLog log)
{
    private const int MaximumRedirects = 3;

    /// <summary>Sends a GET request and follows redirects to the same host, without a retry.</summary>
    /// <exception cref="MeshVideoException">The request failed.</exception>
    public Task<ApiResponse> GetAsync(Uri address, string? taskId, TimeSpan timeout, CancellationToken cancellationToken) =>
        ReadAsync(address, query: null, taskId, timeout, cancellationToken);

    /// <summary>Sends a request that only reads, as <see cref="GetAsync"/>.</summary>
    /// <param name="address">The endpoint.</param>
    /// <param name="query">The JSON to POST; null for a GET request.</param>
    /// <param name="taskId">The id of the task, for the message of an error; null if there is none.</param>
    /// <param name="timeout">The timeout.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="MeshVideoException">The request failed.</exception>
    public async Task<ApiResponse> ReadAsync(
        Uri address, string? query, string? taskId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            for (int redirects = 0; ; redirects++)
            {
                using HttpRequestMessage request = new(query is null ? HttpMethod.Get : HttpMethod.Post, address);
                request.Content = query is null ? null : new StringContent(query, Encoding.UTF8, "application/json");
                (ApiResponse response, Uri? location) = await SendAsync(connection.Handlers.Api, request, deadline.Token)
                    .ConfigureAwait(false);
                if (response.IsSuccess)
                {
                    return response;
                }

                if (!response.IsRedirect || location is null || redirects == MaximumRedirects || !connection.Base.Owns(location))
                {
                    throw ErrorResponseMapper.ToException(response, taskId, connection.Redactor);
                }

                address = location;
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw TransportErrors.CreateTimedOut(address, timeout, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw CreateUnreachableException(address, exception, isBeforeSending: false);
        }
    }

    /// <summary>
    /// Sends a create, without a retry. Errors of the transport are not converted, because their meaning depends on whether
    /// sending began.
    /// </summary>
    /// <param name="address">The endpoint.</param>
    /// <param name="content">The body.</param>
    /// <param name="expectContinue">Whether to send the body only after the service accepts the headers.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<ApiResponse> PostAsync(
        Uri address, HttpContent content, bool expectContinue, CancellationToken cancellationToken)
    {
        using CreateConnections.Lease lease = connection.Handlers.Creates.Rent(address.Authority);
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = content };
        request.Headers.ExpectContinue = expectContinue;
        (ApiResponse response, _) = await SendAsync(lease.Invoker, request, cancellationToken).ConfigureAwait(false);
        if (response.TruncationError is null)
        {
            lease.Complete();
        }

        return response;
    }

    /// <summary>Creates the exception for a request that failed in the transport.</summary>
    public MeshVideoException CreateUnreachableException(Uri address, Exception cause, bool isBeforeSending) =>
        TransportErrors.CreateUnreachable(address, connection.Handlers.GetRoute(address), cause, isBeforeSending);

    private async Task<(ApiResponse Response, Uri? Location)> SendAsync(
        HttpMessageInvoker invoker, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri address = request.RequestUri!;
        Debug.Assert(connection.Base.Owns(address), "The API key must be sent only to the service.");
        request.Headers.TryAddWithoutValidation("Authorization", connection.Key.Bearer);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (connection.ApiVersion is { } version)
        {
            request.Headers.TryAddWithoutValidation("X-Mesh-Version", version);
        }

        request.Headers.TryAddWithoutValidation("User-Agent", MeshVideoConnection.UserAgent);

        Stopwatch watch = Stopwatch.StartNew();
        bool isTraced = log.IsEnabled(ActivityLevel.Debug);
        if (isTraced)
        {
            // Queries of API endpoints contain only filters and no secrets.
            log.Write(ActivityLevel.Debug, $"{request.Method} {address.PathAndQuery} at {address.Authority}");
        }

        try
        {
            using HttpResponseMessage response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            // The date of a cached response is not the current time.
            if (response.Headers.Date is { } date && response.Headers.Age is null)
            {
                connection.Clock.Observe(date);
            }

            (ArraySegment<byte> body, Exception? truncationError) = await BodyReader.ReadAsync(
                response.Content, ApiResponse.MaximumBodyLength, cancellationToken)
                .ConfigureAwait(false);
            if (truncationError is not null && request.Method != HttpMethod.Post)
            {
                throw truncationError;
            }

            ApiResponse apiResponse = new(response, body, connection.Redactor)
            {
                TruncationError = truncationError,
                RequestedVersion = connection.ApiVersion,
            };
            if (isTraced)
            {
                log.Write(ActivityLevel.Debug, $"{request.Method} {address.AbsolutePath} returned {apiResponse.StatusCode}, {body.Count} bytes, {watch.ElapsedMilliseconds} ms, request {apiResponse.RequestId ?? "without an id"}");
            }

            Uri? target = null;
            if (response.Headers.Location is { } location)
            {
                Uri.TryCreate(address, location, out target);
            }

            return (apiResponse, target);
        }
        catch (OperationCanceledException exception) when (
            exception.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("The connection timed out");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            && TransportErrors.Redact(exception, connection.Redactor.RedactForDisplay) is var redacted && redacted != exception)
        {
            throw redacted;
        }
    }
}
