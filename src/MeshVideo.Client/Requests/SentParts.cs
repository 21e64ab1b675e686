using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>The parts as they are sent: local files as data URIs.</summary>
internal sealed class SentParts : IBodyParts
{
    public static readonly SentParts Instance = new();

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MediaUnreadable"/>.</exception>
    public async Task<MediaText> MediaAsync(MediaInput input, CancellationToken cancellationToken)
    {
        if (input.Source.Url is { } url)
        {
            return new MediaText(url);
        }

        MediaFile file = await MediaFile.OpenAsync(input, cancellationToken).ConfigureAwait(false);
        return new MediaText(file.DataUriPrefix, file);
    }

    public string Text(string text) => text;
}
