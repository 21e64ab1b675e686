using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>Represents the text of a media input's <c>url</c>, and the file to append to it as base64, if there is one.</summary>
internal readonly record struct EncodedMediaUrl(string Text, MediaFile? File = null);
