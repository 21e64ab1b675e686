using System;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace MeshVideo;

/// <summary>Removes secrets from texts: the API key, and the query and the password of every link.</summary>
internal sealed class Redactor
{
    /// <summary>The number of characters of a text of the service that messages show.</summary>
    public const int MaximumTextLength = 1000;

    private const string Placeholder = "(key removed)";

    // Keys of the service are longer. Removing a short test key would corrupt texts that happen to contain it, such as ids.
    private const int MinimumKeyLength = 8;

    private readonly string[] _secrets;
    private readonly byte[][] _secretBytes;

    public Redactor(string key)
    {
        // The spellings in plain text, in JSON and in addresses.
        string inJson = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(key);
        string[] spellings =
            [key, inJson, inJson.Replace("/", "\\/"), JavaScriptEncoder.Default.Encode(key), Uri.EscapeDataString(key)];
        _secrets = key.Length < MinimumKeyLength ? [] : [.. spellings.Distinct()];
        _secretBytes = [.. _secrets.Select(Encoding.ASCII.GetBytes)];
    }

    /// <summary>Removes the key and the queries of links from a text.</summary>
    public string Redact(string text) => RemoveQueries(RemoveKey(text));

    /// <summary>Removes the key and the queries of links from a text, and makes it safe to show.</summary>
    public string RedactForDisplay(string text) => DisplayText.Sanitize(RemoveKey(text));

    /// <summary>Truncates a text to a maximum length, followed by an ellipsis.</summary>
    public static string Truncate(string text, int maximumLength)
    {
        if (text.Length <= maximumLength)
        {
            return text;
        }

        // Do not split a surrogate pair.
        return text.Remove(char.IsHighSurrogate(text[maximumLength - 1]) ? maximumLength - 1 : maximumLength) + "…";
    }

    /// <summary>Formats a link without its query and its password.</summary>
    public static string FormatAddress(Uri link) => RemoveUserInfo(link.OriginalString.Split('?', '#')[0]);

    /// <summary>Removes the query from a text that is an address, valid or not.</summary>
    public static string RemoveQuery(string text)
    {
        string link = text.Split('?', '#')[0];
        return link.Length == text.Length ? text : link + "?…";
    }

    /// <summary>Removes the queries and the passwords of all links in a text.</summary>
    public static string RemoveQueries(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) < 0 ? text : Patterns.LinkQuery.Replace(
        text, match => RemoveUserInfo(match.Groups["link"].Value) + (match.Groups["query"].Success ? "?…" : string.Empty));

    /// <summary>Removes the key from the body of a response, in case the service echoes it.</summary>
    public ArraySegment<byte> RemoveKey(ArraySegment<byte> body) =>
        Array.Exists(_secretBytes, secret => body.AsSpan().IndexOf(secret) >= 0)
            ? new ArraySegment<byte>(
                Encoding.UTF8.GetBytes(RemoveKey(Encoding.UTF8.GetString(body.Array!, body.Offset, body.Count))))
            : body;

    private static string RemoveUserInfo(string link) =>
        link.IndexOf('@') < 0 ? link : Patterns.UserInfo.Replace(link, "${scheme}${slashes}");

    private string RemoveKey(string text) =>
        _secrets.Aggregate(text, (remaining, secret) => remaining.Replace(secret, Placeholder));

    // A nested class delays creating the expressions until a text needs them, which is rare.
    private static class Patterns
    {
        // The query of a signed link contains its signature, which is a credential. The query is optional in the expression:
        // otherwise a text of many links without queries would be searched again from every character, in quadratic time.
        public static readonly Regex LinkQuery = new(
            @"(?<link>https?://[^\s""'<>?#]*)(?<query>[?#][^\s""'<>]*)?",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        // The part of an address before the @ is a user name and possibly a password.
        public static readonly Regex UserInfo = new(
            @"^(?<scheme>[a-z][a-z0-9+.-]*:)?(?<slashes>//)?[^/]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }
}
