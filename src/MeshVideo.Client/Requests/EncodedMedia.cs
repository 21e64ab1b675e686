using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>The text of a media input's <c>url</c>, and the file whose bytes follow it, if one is to be sent.</summary>
internal readonly record struct EncodedMedia(string Text, MediaFile? File = null);
