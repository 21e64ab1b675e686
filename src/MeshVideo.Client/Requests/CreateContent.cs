using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Requests;

/// <summary>
/// The body of one create, for one sending. It knows whether any of it was handed out, which is what decides whether the create may
/// have been carried out, and it refuses to be written twice: no transport can replay a paid request behind our back.
/// </summary>
internal sealed class CreateContent : HttpContent
{
    private readonly RequestBody _body;
    private int _started;

    public CreateContent(RequestBody body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Whether the body began to go out.</summary>
    public bool Started => Volatile.Read(ref _started) != 0;

    /// <summary>Why our side could not finish the body; the service then has a part of a JSON text, which creates nothing.</summary>
    public MeshVideoException? Failure { get; private set; }

#if NET
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        WriteOnceAsync(stream, cancellationToken);
#endif

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => WriteOnceAsync(stream, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    private async Task WriteOnceAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("A create is sent at most once.");
        }

        try
        {
            await _body.WriteToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        catch (MeshVideoException exception)
        {
            Failure = exception;
            throw;
        }
    }
}
