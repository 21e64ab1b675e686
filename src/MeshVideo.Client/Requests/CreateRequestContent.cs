using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Requests;

/// <summary>
/// The body of a create, for a single attempt. It records whether sending began, which determines whether the service may have
/// processed the create. It cannot be written twice, so that no HTTP handler can silently repeat a request that is charged.
/// </summary>
internal sealed class CreateRequestContent : HttpContent
{
    private const int NotStarted = 0;
    private const int Started = 1;
    private const int Canceled = 2;

    private readonly RequestBody _body;
    private int _state = NotStarted;

    public CreateRequestContent(RequestBody body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Gets whether sending the body began.</summary>
    public bool HasStarted => Volatile.Read(ref _state) == Started;

    /// <summary>Prevents the body from being sent, unless sending began. After that, nothing of it is sent.</summary>
    /// <returns>Whether it was prevented.</returns>
    public bool TryCancel() => Interlocked.CompareExchange(ref _state, Canceled, NotStarted) != Started;

    /// <summary>
    /// Gets why the body could not be written completely; null if there was no error. The service then has incomplete JSON, which
    /// creates nothing.
    /// </summary>
    public MeshVideoException? WriteError { get; private set; }

#if NET
    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        WriteOnceAsync(stream, cancellationToken);
#endif

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        WriteOnceAsync(stream, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    private async Task WriteOnceAsync(Stream stream, CancellationToken cancellationToken)
    {
        switch (Interlocked.CompareExchange(ref _state, Started, NotStarted))
        {
            case Canceled:
                throw new OperationCanceledException();
            case Started:
                throw new InvalidOperationException("The body of a create can be sent only once.");
        }

        try
        {
            await _body.WriteToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        catch (MeshVideoException exception)
        {
            WriteError = exception;
            throw;
        }
    }
}
