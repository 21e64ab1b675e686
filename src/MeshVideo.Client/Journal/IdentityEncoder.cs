using System;
using System.IO;
using MeshVideo.Media;
using MeshVideo.Requests;
using MeshVideo.Security;

namespace MeshVideo.Journal;

/// <summary>
/// Encodes a request so that equal requests have equal texts: the bytes of files and data URIs as their hash, the frame of a task
/// as a reference to the task, and a link without its signature.
/// </summary>
/// <param name="keepSignatures">Whether to keep the signatures of links, as earlier versions did.</param>
internal sealed class IdentityEncoder(bool keepSignatures = false) : IRequestEncoder
{
    /// <summary>Gets whether earlier versions encode the request differently.</summary>
    public bool DiffersFromEarlier { get; private set; }

    public EncodedMediaUrl EncodeMedia(InspectedMedia media)
    {
        MediaSource source = media.Input.Source;
        if (source.Url is null)
        {
            string hash = media.Hash ?? throw new InvalidOperationException("The request was prepared without hashes.");
            return new EncodedMediaUrl(Format(media.MimeType!, hash));
        }

        return new EncodedMediaUrl(
            source.TaskFrame is { } frame && !keepSignatures ? MarkDifferent(frame) : EncodeText(source.Url));
    }

    public string EncodeText(string text)
    {
        if (DataUri.TryParse(text) is not { } uri)
        {
            return !keepSignatures && SignedUrl.RemoveSignature(text) is var link && link != text ? MarkDifferent(link) : text;
        }

        using MemoryStream? bytes = uri.TryDecode();
        return Format(uri.MimeType, bytes is null ? ContentHash.Compute(text) : ContentHash.Compute(bytes));
    }

    private string MarkDifferent(string text)
    {
        DiffersFromEarlier = true;
        return text;
    }

    private static string Format(string mimeType, string hash) => $"data:{mimeType};{hash}";
}
