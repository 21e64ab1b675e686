using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>One exchange with the API: adds the key, bounds the time, reads the whole answer, says what happened.</summary>
internal sealed class ApiTransport
{
    private const int MaximumRedirects = 3;

    private readonly MeshVideoConnection _connection;
    private readonly IActivityLog _log;

    public ApiTransport(MeshVideoConnection connection, IActivityLog log)
    {
        _connection = connection;
        _log = log;
    }

    /// <summary>Reads an endpoint once, following redirects within the service's own host.</summary>
    /// <exception cref="MeshVideoException">No success: every kind that a read can have.</exception>
    public async Task<ApiResponse> GetAsync(Uri address, string? taskId, TimeSpan allowed, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(allowed);
        try
        {
            for (int redirects = 0; ; redirects++)
            {
                using HttpRequestMessage request = new(HttpMethod.Get, address);
                (ApiResponse answer, Uri? location) = await SendAsync(_connection.Handlers.Api, request, deadline.Token).ConfigureAwait(false);
                if (answer.IsSuccess)
                {
                    return answer;
                }

                if (!answer.IsRedirect || location is null || redirects == MaximumRedirects || !_connection.Base.Owns(location))
                {
                    throw ErrorResponseMapper.ToException(answer, taskId, _connection.Redactor);
                }

                address = location;
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw TransportErrors.TimedOut(address, allowed, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Unreachable(address, exception, isBeforeSending: false);
        }
    }

    /// <summary>Sends a create, once. Faults of the transport come out as they are: what they mean depends on what was sent.</summary>
    /// <param name="address">The endpoint.</param>
    /// <param name="content">The body.</param>
    /// <param name="expectContinue">Whether to ask the service before the body goes out.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task<ApiResponse> PostAsync(Uri address, HttpContent content, bool expectContinue, CancellationToken cancellationToken)
    {
        using CreateConnections.Lease connection = _connection.Handlers.Creates.Take(address.Authority);
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = content };
        request.Headers.ExpectContinue = expectContinue;
        (ApiResponse answer, _) = await SendAsync(connection.Invoker, request, cancellationToken).ConfigureAwait(false);
        if (answer.TruncationError is null)
        {
            connection.Complete();
        }

        return answer;
    }

    /// <summary>Says why an exchange failed, or did not begin.</summary>
    public MeshVideoException Unreachable(Uri address, Exception cause, bool isBeforeSending) =>
        TransportErrors.Unreachable(address, _connection.Handlers.GetProxy(address), cause, isBeforeSending);

    private async Task<(ApiResponse Answer, Uri? Location)> SendAsync(
        HttpMessageInvoker invoker, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri address = request.RequestUri!;
        Debug.Assert(_connection.Base.Owns(address), "The key goes to the API's host alone.");
        request.Headers.TryAddWithoutValidation("Authorization", _connection.Key.Bearer);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", MeshVideoConnection.UserAgent);

        Stopwatch watch = Stopwatch.StartNew();
        bool isTraced = _log.IsEnabled(ActivityLevel.Debug);
        if (isTraced)
        {
            // The query of an API endpoint holds no secret, only filters.
            _log.Write(ActivityLevel.Debug, $"{request.Method} {address.PathAndQuery} at {address.Authority}");
        }

        try
        {
            using HttpResponseMessage response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            // A cache tells when it was told.
            if (response.Headers.Date is { } date && response.Headers.Age is null)
            {
                _connection.Clock.Observe(date);
            }

            (ArraySegment<byte> body, Exception? cut) = await BodyReader.ReadAsync(response.Content, ApiResponse.MaximumBodyLength, cancellationToken).ConfigureAwait(false);
            if (cut is not null && request.Method != HttpMethod.Post)
            {
                throw cut;
            }

            ApiResponse answer = new(response, body, _connection.Redactor) { TruncationError = cut };
            if (isTraced)
            {
                _log.Write(ActivityLevel.Debug, $"{request.Method} {address.AbsolutePath} answered {answer.StatusCode}, {body.Count} bytes, {watch.ElapsedMilliseconds} ms, request {answer.RequestId ?? "without an id"}");
            }

            return (answer, response.Headers.Location is { } location && Uri.TryCreate(address, location, out Uri? target) ? target : null);
        }
        catch (OperationCanceledException exception) when (exception.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("No connection came about in time");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && TransportErrors.Redact(exception, _connection.Redactor.RedactForDisplay) is var cleaned && cleaned != exception)
        {
            throw cleaned;
        }
    }
}
