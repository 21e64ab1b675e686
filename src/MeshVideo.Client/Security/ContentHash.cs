using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace MeshVideo.Security;

/// <summary>Computes SHA-256 hashes in the form <c>sha256:…</c>, in lower-case hexadecimal.</summary>
internal static class ContentHash
{
    private const string Prefix = "sha256:";
    private const int ChunkSize = 64 * 1024;

    /// <summary>Computes the hash of a text, encoded as UTF-8.</summary>
    public static string Compute(string text)
    {
        using IncrementalHash hash = Create();
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        return Format(hash);
    }

    /// <summary>Computes the hash of a stream, from its current position to its end.</summary>
    public static string Compute(Stream bytes, CancellationToken cancellationToken = default)
    {
        using IncrementalHash hash = Create();
        byte[] chunk = new byte[ChunkSize];
        while (bytes.Read(chunk, 0, chunk.Length) is var read and > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(chunk, 0, read);
        }

        return Format(hash);
    }

    private static IncrementalHash Create() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private static string Format(IncrementalHash hash) =>
        Prefix + string.Concat(hash.GetHashAndReset().Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
