using System;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace MeshVideo;

/// <summary>Cuts what must not be read by others out of texts: the key, and the query of every link.</summary>
internal sealed class Redactor
{
    /// <summary>The number of characters of a text of the service that messages show.</summary>
    public const int MaximumTextLength = 1000;

    private const string Placeholder = "(key removed)";

    // No key of the service is shorter. One made up for a rehearsal would garble whatever it happens to occur in, ids among them.
    private const int MinimumKeyLength = 8;

    private readonly string[] _secrets;
    private readonly byte[][] _secretBytes;

    public Redactor(string key)
    {
        // As it is, as JSON writers write it, and as a part of an address.
        string inJson = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(key);
        string[] spellings = [key, inJson, inJson.Replace("/", "\\/"), JavaScriptEncoder.Default.Encode(key), Uri.EscapeDataString(key)];
        _secrets = key.Length < MinimumKeyLength ? [] : [.. spellings.Distinct()];
        _secretBytes = [.. _secrets.Select(Encoding.ASCII.GetBytes)];
    }

    /// <summary>The text without the key and without the queries of links.</summary>
    public string Redact(string text) => RemoveQueries(RemoveKey(text));

    /// <summary>The text as it may stand in an error or a note, whoever wrote it.</summary>
    public string RedactForDisplay(string text) => DisplayText.Sanitize(RemoveKey(text));

    /// <summary>The beginning of a text that may be of any length.</summary>
    public static string Shorten(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        // Half a character is none.
        return text.Remove(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest) + "…";
    }

    /// <summary>A link without its query and its password, as it may be shown.</summary>
    public static string FormatAddress(Uri link) => RemoveUserInfo(link.OriginalString.Split('?', '#')[0]);

    /// <summary>A text that may be an address, mistyped or not, without its query.</summary>
    public static string RemoveQuery(string text)
    {
        string link = text.Split('?', '#')[0];
        return link.Length == text.Length ? text : link + "?…";
    }

    /// <summary>The text without the queries and the passwords of the links in it.</summary>
    public static string RemoveQueries(string text) => text.IndexOf("://", StringComparison.Ordinal) < 0 ? text : Patterns.LinkQuery.Replace(
        text, match => RemoveUserInfo(match.Groups["link"].Value) + (match.Groups["query"].Success ? "?…" : string.Empty));

    /// <summary>The answer's bytes without the key, should the service have echoed it.</summary>
    public ArraySegment<byte> RemoveKey(ArraySegment<byte> body)
    {
        foreach (byte[] secret in _secretBytes)
        {
            if (body.AsSpan().IndexOf(secret) >= 0)
            {
                return new ArraySegment<byte>(Encoding.UTF8.GetBytes(RemoveKey(Encoding.UTF8.GetString(body.Array!, body.Offset, body.Count))));
            }
        }

        return body;
    }

    private static string RemoveUserInfo(string link) => link.IndexOf('@') < 0 ? link : Patterns.UserInfo.Replace(link, "${scheme}${slashes}");

    private string RemoveKey(string text)
    {
        foreach (string secret in _secrets)
        {
            text = text.Replace(secret, Placeholder);
        }

        return text;
    }

    // Nearly every text is a word or a plain sentence, for which they are not even made.
    private static class Patterns
    {
        // A signed link is a bearer credential: its signature is in the query. A link without one matches too: tried again at its every
        // letter, a text of nothing but beginnings of links would take for ever.
        public static readonly Regex LinkQuery = new(
            @"(?<link>https?://[^\s""'<>?#]*)(?<query>[?#][^\s""'<>]*)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        // What comes before the @ of an address is a name and perhaps a password.
        public static readonly Regex UserInfo = new(@"^(?<scheme>[a-z][a-z0-9+.-]*:)?(?<slashes>//)?[^/]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }
}
