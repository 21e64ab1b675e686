using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;

namespace MeshVideo.Downloads;

/// <summary>Decodes bodies that a host compresses without being asked to: a compressed transfer cannot be resumed.</summary>
internal static class ContentDecoder
{
    // aws-chunked is an upload encoding that some hosts repeat.
    private static readonly string[] IdentityEncodings = ["identity", "aws-chunked", ""];

    /// <summary>Whether a body must be decoded.</summary>
    public static bool IsEncoded(HttpContent content) => GetEncodings(content).Length > 0;

    /// <summary>Decodes a body.</summary>
    /// <exception cref="NotSupportedException">The encoding is not supported.</exception>
    public static Stream Decode(HttpContent content, Stream body)
    {
        foreach (string encoding in Enumerable.Reverse(GetEncodings(content)))
        {
            body = encoding switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
#if NET
                "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                "br" => new BrotliStream(body, CompressionMode.Decompress),
#endif
                _ => throw new NotSupportedException($"the file host uses the unsupported content encoding '{encoding}'"),
            };
        }

        return body;
    }

    private static string[] GetEncodings(HttpContent content) => [.. content.Headers.ContentEncoding
        .Select(encoding => encoding.Trim().ToLowerInvariant())
        .Where(encoding => !IdentityEncodings.Contains(encoding))];
}
