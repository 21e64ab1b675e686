using System.Text.RegularExpressions;
using MeshVideo.Contract;
using MeshVideo.Media;

namespace MeshVideo.Requests;

/// <summary>
/// Encodes a request to show: without the bytes of media, and without the query of links, which often contains a signature.
/// </summary>
internal sealed class PreviewRequestEncoder : IRequestEncoder
{
    public static readonly PreviewRequestEncoder Instance = new();

    // A prompt can also begin with "data:".
    private static readonly Regex DataUriHead = new(
        @"^data:[\w.+-]+/[\w.+-]+[;,]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public EncodedMediaUrl EncodeMedia(InspectedMedia media)
    {
        MediaSource source = media.Input.Source;
        return new EncodedMediaUrl(
            source.Url is { } url ? (DataUri.IsDataUri(url) ? DescribeDataUri(url) : Redactor.RemoveQuery(url))
            : media.File is { } file ? $"({file.MimeType}, {ByteSize.Format(file.Length)}, from {source.Path})"
            : $"(cannot be sent: {media.Problem}, from {source.Path})");
    }

    public string EncodeText(string text) => DataUriHead.IsMatch(text) ? DescribeDataUri(text) : Redactor.RemoveQueries(text);

    private static string DescribeDataUri(string url) => DataUri.TryParse(url) is { } uri
        ? $"({uri.MimeType}, {ByteSize.Format(uri.Length)}, from a data URI)"
        : $"(a data URI without MIME type or base64, {url.Length} characters)";
}
