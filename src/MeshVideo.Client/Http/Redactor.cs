using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace MeshVideo;

/// <summary>Cuts what must not be read by others out of texts: the key, and the query of every link.</summary>
internal sealed class Redactor
{
    private const string Removed = "(key removed)";

    // A signed link is a bearer credential: its signature is in the query.
    private static readonly Regex LinkQuery = new(
        @"(?<link>https?://[^\s""'<>?#]*)[?#][^\s""'<>]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly List<string> _secrets = [];
    private readonly List<byte[]> _secretBytes = [];

    public Redactor(string key)
    {
        _secrets.Add(key);
        string escaped = Uri.EscapeDataString(key);
        if (escaped != key)
        {
            _secrets.Add(escaped);
        }

        foreach (string secret in _secrets)
        {
            _secretBytes.Add(Encoding.ASCII.GetBytes(secret));
        }
    }

    /// <summary>The text without the key and without the queries of links.</summary>
    public string Clean(string text) => CutQueries(CutKey(text));

    /// <summary>A link without its query, as it may be shown.</summary>
    public static string Show(Uri link) => link.IsAbsoluteUri ? link.GetLeftPart(UriPartial.Path) : link.OriginalString.Split('?')[0];

    /// <summary>The text without the queries of the links in it.</summary>
    public static string CutQueries(string text) => LinkQuery.Replace(text, "${link}?…");

    /// <summary>The answer's bytes without the key, should the service have echoed it.</summary>
    public ArraySegment<byte> CutKey(ArraySegment<byte> body)
    {
        foreach (byte[] secret in _secretBytes)
        {
            if (body.AsSpan().IndexOf(secret) >= 0)
            {
                return new ArraySegment<byte>(Encoding.UTF8.GetBytes(CutKey(Encoding.UTF8.GetString(body.Array!, body.Offset, body.Count))));
            }
        }

        return body;
    }

    private string CutKey(string text)
    {
        foreach (string secret in _secrets)
        {
            text = text.Replace(secret, Removed);
        }

        return text;
    }
}
