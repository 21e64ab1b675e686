using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>Encodes the parts of a request that differ between the JSON to send, to show and to identify the request.</summary>
internal interface IRequestEncoder
{
    /// <summary>Encodes a media input as the text of its <c>url</c>.</summary>
    EncodedMediaUrl EncodeMedia(InspectedMedia media);

    /// <summary>Encodes a text.</summary>
    string EncodeText(string text);
}
