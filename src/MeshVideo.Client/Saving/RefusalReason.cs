using System;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Compatibility;
using MeshVideo.Json;

namespace MeshVideo.Saving;

/// <summary>Finds the reason in what a file host answers instead of a file: XML as S3 and its like have it, or JSON.</summary>
internal static class RefusalReason
{
    private const int MaximumBody = 8 * 1024;
    private static readonly TimeSpan ReadTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(1);

    /// <returns>Code and message as they came, or null.</returns>
    public static async Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            time.CancelAfter(ReadTime);
            using Stream body = await response.Content.ReadBodyAsync(time.Token).ConfigureAwait(false);
            byte[] buffer = new byte[MaximumBody];
            int length = 0;
            while (length < buffer.Length
                && await body.ReadChunkAsync(buffer, length, buffer.Length - length, time.Token).ConfigureAwait(false) is var read && read > 0)
            {
                length += read;
            }

            return Find(Encoding.UTF8.GetString(buffer, 0, length));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or RegexMatchTimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The status alone has to do.
            return null;
        }
    }

    private static string? Find(string text)
    {
        (string? code, string? message) = text.TrimStart() is { Length: > 0 } document && document[0] == '<'
            ? (Element(text, "Code"), Element(text, "Message"))
            : Fields(text);
        return code is null ? message : message is null ? code : $"{code}: {message}";
    }

    private static string? Element(string xml, string name) =>
        Regex.Match(xml, $"<{name}>([^<]{{1,500}})</{name}>", RegexOptions.CultureInvariant, MatchTime) is { Success: true } match
            ? System.Net.WebUtility.HtmlDecode(match.Groups[1].Value).TrimEnd('.')
            : null;

    private static (string? Code, string? Message) Fields(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement error = document.RootElement.Property("error") is { ValueKind: JsonValueKind.Object } inner ? inner : document.RootElement;
            return (error.Property("code").AsText(), (error.Property("message").AsText() ?? document.RootElement.Property("error").AsText())?.TrimEnd('.'));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }
}
