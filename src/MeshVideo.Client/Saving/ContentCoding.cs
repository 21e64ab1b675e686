using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;

namespace MeshVideo.Saving;

/// <summary>The coding of a file on its way. None is asked for, since a coded transfer cannot be resumed, but a host may use one all the same.</summary>
internal static class ContentCoding
{
    // aws-chunked is how a file was uploaded; some hosts repeat it.
    private static readonly string[] None = ["identity", "aws-chunked", ""];

    /// <summary>Whether a body has to be decoded.</summary>
    public static bool IsEncoded(HttpContent content) => Names(content).Length > 0;

    /// <summary>Decodes a body.</summary>
    /// <exception cref="NotSupportedException">The coding is not known.</exception>
    public static Stream Decode(HttpContent content, Stream body)
    {
        foreach (string name in Enumerable.Reverse(Names(content)))
        {
            body = name switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
#if NET
                "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                "br" => new BrotliStream(body, CompressionMode.Decompress),
#endif
                _ => throw new NotSupportedException($"the file host sends the file with the coding '{name}', which is not supported"),
            };
        }

        return body;
    }

    private static string[] Names(HttpContent content) =>
        [.. content.Headers.ContentEncoding.Select(name => name.Trim().ToLowerInvariant()).Where(name => !None.Contains(name))];
}
