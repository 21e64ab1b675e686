using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;
using MeshVideo.Requests;

namespace MeshVideo.Journal;

/// <summary>
/// The parts of a request by which it is recognised: media bytes as their hash, whether they come from a file or a data URI, a task's frame
/// as that, a link without its signature, and all else as it is sent.
/// </summary>
internal sealed class HashedParts : IBodyParts
{
    private readonly bool _isWithLinks;

    /// <param name="isWithLinks">Whether links count by their whole text, as they did in journals of earlier versions.</param>
    public HashedParts(bool isWithLinks = false) => _isWithLinks = isWithLinks;

    /// <summary>Whether an earlier version would recognise the request by something else.</summary>
    public bool DiffersFromEarlier { get; private set; }

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MediaUnreadable"/>.</exception>
    public async Task<MediaText> MediaAsync(MediaInput input, CancellationToken cancellationToken)
    {
        if (input.Source.Url is { } url)
        {
            return new MediaText(input.Source.TaskFrame is { } frame && !_isWithLinks ? Shortened(frame) : Text(url));
        }

        MediaFile file = await MediaFile.OpenAsync(input, cancellationToken).ConfigureAwait(false);
        try
        {
            using FileStream bytes = input.Source.OpenFile();
            return new MediaText(Text(file.MimeType, await ContentHash.ComputeAsync(bytes, cancellationToken).ConfigureAwait(false)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.MediaUnreadable, $"{input.Parameter} '{input.Source.Path}' cannot be sent: {exception.Message.TrimEnd('.')}. Nothing was created.", exception);
        }
    }

    public string Text(string text)
    {
        if (DataUri.TryRead(text) is not { } uri)
        {
            return !_isWithLinks && SignedLink.RemoveSignature(text) is var link && link != text ? Shortened(link) : text;
        }

        using MemoryStream? bytes = uri.TryDecode();
        return Text(uri.MimeType, bytes is null ? ContentHash.Compute(text) : ContentHash.Compute(bytes));
    }

    private string Shortened(string text)
    {
        DiffersFromEarlier = true;
        return text;
    }

    private static string Text(string mimeType, string hash) => $"data:{mimeType};{hash}";
}
