using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Json;

namespace MeshVideo.Downloads;

/// <summary>Reads the error that a file host sends instead of a file: XML, as S3 and compatible services send, or JSON.</summary>
internal static class ErrorBodyReader
{
    private const int MaximumLength = 8 * 1024;
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <returns>The error code and message, not redacted; null if there are none.</returns>
    public static async Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(ReadTimeout);
            using Stream body = await response.Content.ReadAsStreamAsync(timeout.Token).ConfigureAwait(false);
            byte[] buffer = new byte[MaximumLength];
            int length = await body.ReadAtLeastAsync(buffer, MaximumLength, throwOnEndOfStream: false, timeout.Token)
                .ConfigureAwait(false);
            return Parse(Encoding.UTF8.GetString(buffer, 0, length));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or RegexMatchTimeoutException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The status code must do.
            return null;
        }
    }

    private static string? Parse(string body)
    {
        (string? code, string? message) = body.TrimStart() is { Length: > 0 } text && text[0] == '<'
            ? (FindElement(body, "Code"), FindElement(body, "Message"))
            : ParseJson(body);
        return code is null ? message : message is null ? code : $"{code}: {message}";
    }

    private static string? FindElement(string xml, string name) =>
        Regex.Match(xml, $"<{name}>([^<]{{1,500}})</{name}>", RegexOptions.None, MatchTimeout) is { Success: true } match
            ? WebUtility.HtmlDecode(match.Groups[1].Value).TrimEnd('.')
            : null;

    private static (string? Code, string? Message) ParseJson(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            JsonElement error = root.Property("error") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
            string? message = error.Property("message").AsText() ?? root.Property("error").AsText();
            return (error.Property("code").AsText(), message?.TrimEnd('.'));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }
}
