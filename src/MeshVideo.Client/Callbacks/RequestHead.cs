using System;
using System.Globalization;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>Represents the request line and headers of a request.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The request target: a path with a query, or an absolute address.</param>
internal sealed record RequestHead(string Method, string Target)
{
    private const int MaximumLength = 16 * 1024;

    /// <summary>Gets the length of the body in bytes; null if it is not specified.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>Gets whether the body is chunked.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>Gets whether the sender waits for the status 100 before it sends the body.</summary>
    public bool ExpectsContinue { get; private set; }

    /// <summary>Reads the request line and headers.</summary>
    /// <exception cref="HttpRequestRejectedException">The headers are not valid HTTP/1, or are too long.</exception>
    public static async Task<RequestHead> ReadAsync(RequestReader reader)
    {
        int remaining = MaximumLength;
        string line = await reader.ReadLineAsync(remaining).ConfigureAwait(false);
        string[] parts = line.Split(' ');
        if (parts.Length != 3
            || parts[0].Length == 0
            || parts[1].Length == 0
            || !parts[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            throw new HttpRequestRejectedException(400);
        }

        RequestHead head = new(parts[0], parts[1]);
        while (true)
        {
            remaining -= line.Length + 2;
            line = await reader.ReadLineAsync(Math.Max(0, remaining)).ConfigureAwait(false);
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
                IsChunked = value.Equals("chunked", StringComparison.OrdinalIgnoreCase)
                    ? true
                    : throw new HttpRequestRejectedException(400);
                break;
            case "EXPECT":
                ExpectsContinue = value.Equals("100-continue", StringComparison.OrdinalIgnoreCase);
                break;
        }
    }
}
