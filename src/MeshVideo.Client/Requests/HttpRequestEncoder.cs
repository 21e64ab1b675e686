using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>
/// Encodes a request to send, with local files as data URIs. The data URI of a file that cannot be sent is empty.
/// </summary>
internal sealed class HttpRequestEncoder : IRequestEncoder
{
    public static readonly HttpRequestEncoder Instance = new();

    public EncodedMediaUrl EncodeMedia(InspectedMedia media) =>
        media.File is { } file
            ? new EncodedMediaUrl(file.DataUriPrefix, file)
            : new EncodedMediaUrl(media.Input.Source.Url ?? string.Empty);

    public string EncodeText(string text) => text;
}
