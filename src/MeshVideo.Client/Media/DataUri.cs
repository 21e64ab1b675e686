using System;
using System.IO;

namespace MeshVideo.Media;

/// <summary>A data URI in the form that the contract takes: <c>data:</c>, a MIME type, <c>;base64,</c> and the data.</summary>
internal sealed class DataUri
{
    private const string Scheme = "data:";
    private const int LongestHead = 256;

    private readonly string _text;
    private readonly int _start;

    private DataUri(string text, int start, string mimeType)
    {
        _text = text;
        _start = start;
        MimeType = mimeType;
    }

    /// <summary>In lower case.</summary>
    public string MimeType { get; }

    /// <summary>How many bytes it holds, if it is well-formed.</summary>
    public long Length
    {
        get
        {
            int end = _text.Length;
            while (end > _start && _text[end - 1] == '=')
            {
                end--;
            }

            return (long)(end - _start) * 3 / 4;
        }
    }

    /// <summary>Whether a text is some data URI, well-formed or not.</summary>
    public static bool Is(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <returns>Null where there is no MIME type, or the data is not in base64.</returns>
    public static DataUri? TryRead(string text)
    {
        int comma = text.IndexOf(',', 0, Math.Min(text.Length, LongestHead));
        if (!Is(text) || comma < 0)
        {
            return null;
        }

        string[] parts = text.Substring(Scheme.Length, comma - Scheme.Length).Split(';');
        bool isBase64 = parts.Length > 1 && parts[parts.Length - 1].Equals("base64", StringComparison.OrdinalIgnoreCase);
        return isBase64 && parts[0].IndexOf('/') > 0 ? new DataUri(text, comma + 1, parts[0].ToLowerInvariant()) : null;
    }

    /// <returns>Null where it is not base64.</returns>
    public MemoryStream? TryDecode()
    {
#if NET
        byte[] bytes = new byte[Length + 2];
        return Convert.TryFromBase64Chars(_text.AsSpan(_start), bytes, out int written)
            ? new MemoryStream(bytes, 0, written, writable: false)
            : null;
#else
        try
        {
            return new MemoryStream(Convert.FromBase64String(_text.Substring(_start)), writable: false);
        }
        catch (FormatException)
        {
            return null;
        }
#endif
    }
}
