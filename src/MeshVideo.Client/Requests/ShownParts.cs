using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Media;
using MeshVideo.Validation;

namespace MeshVideo.Requests;

/// <summary>The parts as they are shown: no bytes, and no query, which in a link is often a signature.</summary>
internal sealed class ShownParts : IBodyParts
{
    public static readonly ShownParts Instance = new();

    // A text of the user's that begins with a word and a colon is no data URI.
    private static readonly Regex DataUriHead = new(@"^data:[\w.+-]+/[\w.+-]+[;,]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public async Task<MediaText> MediaAsync(MediaInput input, CancellationToken cancellationToken)
    {
        if (input.Source.Url is { } url)
        {
            return new MediaText(DataUri.Is(url) ? Data(url) : FieldRules.RemoveQuery(url));
        }

        MediaFile.MediaLook look = await MediaFile.LookAsync(input, cancellationToken).ConfigureAwait(false);
        return new MediaText(look.File is { } file
            ? $"({file.MimeType}, {ByteSize.Format(file.Length)}, from {input.Source.Path})"
            : $"(cannot be sent: {look.Objection}, from {input.Source.Path})");
    }

    public string Text(string text) => DataUriHead.IsMatch(text) ? Data(text) : Redactor.RemoveQueries(text);

    private static string Data(string url) => DataUri.TryRead(url) is { } uri
        ? $"({uri.MimeType}, {ByteSize.Format(uri.Length)}, from a data URI)"
        : $"(a data URI without MIME type or base64, {url.Length} characters)";
}
