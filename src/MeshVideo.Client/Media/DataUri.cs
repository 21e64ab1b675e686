using System;
using System.IO;

namespace MeshVideo.Media;

/// <summary>A data URI as the contract requires it: <c>data:</c>, a MIME type, <c>;base64,</c> and the data.</summary>
/// <param name="text">The whole URI.</param>
/// <param name="dataStart">The index of the data.</param>
/// <param name="mimeType">The MIME type in lower case.</param>
internal sealed class DataUri(string text, int dataStart, string mimeType)
{
    private const string Scheme = "data:";
    private const int MaximumHeaderLength = 256;

    /// <summary>In lower case.</summary>
    public string MimeType => mimeType;

    /// <summary>The number of bytes of the data, if it is well-formed.</summary>
    public long Length => (long)text.AsSpan(dataStart).TrimEnd('=').Length * 3 / 4;

    /// <summary>Whether a text is a data URI, well-formed or not.</summary>
    public static bool IsDataUri(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <returns>Null if there is no MIME type, or the data is not in base64.</returns>
    public static DataUri? TryParse(string text)
    {
        int comma = text.IndexOf(',', 0, Math.Min(text.Length, MaximumHeaderLength));
        if (!IsDataUri(text) || comma < 0)
        {
            return null;
        }

        string[] parts = text.Substring(Scheme.Length, comma - Scheme.Length).Split(';');
        bool isBase64 = parts.Length > 1 && parts[parts.Length - 1].Equals("base64", StringComparison.OrdinalIgnoreCase);
        return isBase64 && parts[0].IndexOf('/') > 0 ? new DataUri(text, comma + 1, parts[0].ToLowerInvariant()) : null;
    }

    /// <returns>Null if the data is not valid base64.</returns>
    public MemoryStream? TryDecode()
    {
#if NET
        byte[] bytes = new byte[Length + 2];
        return Convert.TryFromBase64Chars(text.AsSpan(dataStart), bytes, out int written)
            ? new MemoryStream(bytes, 0, written, writable: false)
            : null;
#else
        try
        {
            return new MemoryStream(Convert.FromBase64String(text.Substring(dataStart)), writable: false);
        }
        catch (FormatException)
        {
            return null;
        }
#endif
    }
}
