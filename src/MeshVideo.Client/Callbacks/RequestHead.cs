using System;
using System.Globalization;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>What a request says before its body.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">What it asks for: a path with a query, or a whole address.</param>
internal sealed record RequestHead(string Method, string Target)
{
    private const int MaximumLength = 16 * 1024;

    /// <summary>How many bytes the body has, if that is said.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>Whether the body comes in chunks.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>Whether the sender waits to be told that the body is wanted.</summary>
    public bool ExpectsContinue { get; private set; }

    /// <exception cref="HttpRequestRejectedException">It is no head of HTTP/1, or too long.</exception>
    public static async Task<RequestHead> ReadAsync(RequestReader reader)
    {
        int left = MaximumLength;
        string line = await reader.ReadLineAsync(left).ConfigureAwait(false);
        string[] parts = line.Split(' ');
        if (parts.Length != 3 || parts[0].Length == 0 || parts[1].Length == 0 || !parts[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            throw new HttpRequestRejectedException(400);
        }

        RequestHead head = new(parts[0], parts[1]);
        while (true)
        {
            left -= line.Length + 2;
            line = await reader.ReadLineAsync(Math.Max(0, left)).ConfigureAwait(false);
            if (line.Length == 0)
            {
                return head;
            }

            head.AddHeader(line);
        }
    }

    private void AddHeader(string line)
    {
        int colon = line.IndexOf(':');
        if (colon <= 0)
        {
            throw new HttpRequestRejectedException(400);
        }

        string value = line.Substring(colon + 1).Trim();
        switch (line.Substring(0, colon).ToUpperInvariant())
        {
            case "CONTENT-LENGTH":
                bool isLength = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long length);
                if (!isLength || (ContentLength is { } earlier && earlier != length))
                {
                    throw new HttpRequestRejectedException(400);
                }

                ContentLength = length;
                break;
            case "TRANSFER-ENCODING":
                IsChunked = value.Equals("chunked", StringComparison.OrdinalIgnoreCase) ? true : throw new HttpRequestRejectedException(400);
                break;
            case "EXPECT":
                ExpectsContinue = value.Equals("100-continue", StringComparison.OrdinalIgnoreCase);
                break;
        }
    }
}
