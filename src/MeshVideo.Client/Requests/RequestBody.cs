using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Compatibility;
using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>
/// The JSON of a request, its local files left where they are until it is sent. Its length is known beforehand, and it can be
/// sent more than once.
/// </summary>
internal sealed class RequestBody
{
    private readonly byte[] _json;
    private readonly List<MediaGap> _gaps;

    private RequestBody(byte[] json, List<MediaGap> gaps)
    {
        _json = json;
        _gaps = gaps;
        Length = json.Length;
        foreach (MediaGap gap in gaps)
        {
            Length += gap.File.EncodedLength;
        }
    }

    /// <summary>Bytes on the wire.</summary>
    public long Length { get; }

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MediaUnreadable"/>: a local file is not there, cannot be read, or is not what its parameter takes.</exception>
    public static Task<RequestBody> CreateAsync(VideoRequest request, CancellationToken cancellationToken) =>
        CreateAsync(request, SentParts.Instance, cancellationToken);

    public static async Task<RequestBody> CreateAsync(VideoRequest request, IBodyParts parts, CancellationToken cancellationToken)
    {
        using MemoryStream json = new();
        RequestWriter writer = new(json, parts);
        await writer.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        return new RequestBody(json.ToArray(), writer.Gaps);
    }

    /// <summary>Writes the body, the files as base64 in their places.</summary>
    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        int written = 0;
        foreach (MediaGap gap in _gaps)
        {
            await stream.WriteChunkAsync(_json, written, gap.Position - written, cancellationToken).ConfigureAwait(false);
            await gap.File.WriteBase64Async(stream, cancellationToken).ConfigureAwait(false);
            written = gap.Position;
        }

        await stream.WriteChunkAsync(_json, written, _json.Length - written, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A place in the JSON where a file's bytes belong.</summary>
    internal sealed record MediaGap(int Position, MediaFile File);
}
