using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>
/// The JSON of a request without the bytes of its local files, which are read when it is sent. Its length is known before, and it can be sent more
/// than once.
/// </summary>
internal sealed class RequestBody
{
    private readonly byte[] _json;
    private readonly List<MediaGap> _gaps;

    /// <summary>Encodes a prepared request as it is sent.</summary>
    public RequestBody(PreparedRequest request)
    {
        using MemoryStream json = new();
        RequestJsonWriter writer = new(json, WireEncoder.Instance);
        writer.Write(request);
        (_json, _gaps) = (json.ToArray(), writer.Gaps);
        Length = _json.Length + _gaps.Sum(gap => gap.File.EncodedLength);
    }

    /// <summary>The number of bytes that are sent.</summary>
    public long Length { get; }

    /// <summary>Writes the body, with the files as base64 in their places.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MediaUnreadable"/>: a local file cannot be read, or has changed.</exception>
    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        int written = 0;
        foreach (MediaGap gap in _gaps)
        {
            await stream.WriteAsync(_json.AsMemory(written, gap.Position - written), cancellationToken).ConfigureAwait(false);
            await gap.File.WriteBase64Async(stream, cancellationToken).ConfigureAwait(false);
            written = gap.Position;
        }

        await stream.WriteAsync(_json.AsMemory(written), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A place in the JSON where the bytes of a file belong.</summary>
    internal sealed record MediaGap(int Position, MediaFile File);
}
