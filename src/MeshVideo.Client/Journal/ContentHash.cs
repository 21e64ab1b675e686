using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Compatibility;

namespace MeshVideo.Journal;

/// <summary>SHA-256 in the form <c>sha256:…</c>, lower-case hexadecimal.</summary>
internal static class ContentHash
{
    private const string Prefix = "sha256:";
    private const int ChunkSize = 64 * 1024;

    public static string Compute(string text)
    {
        using MemoryStream bytes = new(Encoding.UTF8.GetBytes(text), writable: false);
        return Compute(bytes);
    }

    public static string Compute(Stream bytes)
    {
        using SHA256 hash = SHA256.Create();
        return Format(hash.ComputeHash(bytes));
    }

    public static async Task<string> ComputeAsync(Stream bytes, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] chunk = new byte[ChunkSize];
        while (await bytes.ReadChunkAsync(chunk, 0, chunk.Length, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            hash.AppendData(chunk, 0, read);
        }

        return Format(hash.GetHashAndReset());
    }

    private static string Format(byte[] hash) => Prefix + string.Concat(hash.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
