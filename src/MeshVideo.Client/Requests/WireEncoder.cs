using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>
/// Encodes a request to send, with local files as data URIs. The data URI of a file that cannot be sent is empty.
/// </summary>
internal sealed class WireEncoder : IRequestEncoder
{
    public static readonly WireEncoder Instance = new();

    public EncodedMedia EncodeMedia(PreparedMedia media) =>
        media.File is { } file
            ? new EncodedMedia(file.DataUriPrefix, file)
            : new EncodedMedia(media.Input.Source.Url ?? string.Empty);

    public string EncodeText(string text) => text;
}
