using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>
/// Represents the JSON of a request. The bytes of local files are read while it is sent. Its length is known in advance, and it
/// can be sent more than once.
/// </summary>
internal sealed class RequestBody
{
    private readonly byte[] _json;
    private readonly List<MediaGap> _gaps;

    /// <summary>Encodes a prepared request.</summary>
    public RequestBody(PreparedRequest request)
    {
        using MemoryStream json = new();
        RequestJsonWriter writer = new(json, HttpRequestEncoder.Instance);
        writer.Write(request);
        (_json, _gaps) = (json.ToArray(), writer.Gaps);
        Length = _json.Length + _gaps.Sum(gap => gap.File.EncodedLength);
    }

    /// <summary>Gets the number of bytes that are sent.</summary>
    public long Length { get; }

    /// <summary>Writes the body, with the files encoded as base64.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.MediaUnreadable"/>: a local file cannot be read, or has changed.
    /// </exception>
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

    /// <summary>Specifies a position in the JSON where the bytes of a file are inserted.</summary>
    internal sealed record MediaGap(int Position, MediaFile File);
}
