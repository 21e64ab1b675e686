#if NET
using System;
#endif
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Compatibility;

/// <summary>Stream methods that differ between .NET and .NET Standard 2.0.</summary>
internal static class Polyfills
{
    public static Task<int> ReadChunkAsync(this Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
#if NET
        stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
#else
        stream.ReadAsync(buffer, offset, count, cancellationToken);
#endif

    public static Task WriteChunkAsync(this Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
#if NET
        stream.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
#else
        stream.WriteAsync(buffer, offset, count, cancellationToken);
#endif
}
