#if !NET
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace System.IO;

/// <summary>Methods of <see cref="Stream"/> that .NET 8 has and .NET Standard 2.0 lacks. Memory has to be an array's.</summary>
internal static class StreamPolyfills
{
    public static ValueTask<int> ReadAsync(this Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArraySegment<byte> array = GetArray(buffer);
        return new ValueTask<int>(stream.ReadAsync(array.Array!, array.Offset, array.Count, cancellationToken));
    }

    public static ValueTask WriteAsync(this Stream stream, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        ArraySegment<byte> array = GetArray(buffer);
        return new ValueTask(stream.WriteAsync(array.Array!, array.Offset, array.Count, cancellationToken));
    }

    public static int ReadAtLeast(this Stream stream, byte[] buffer, int minimumBytes, bool throwOnEndOfStream)
    {
        int total = 0;
        while (total < minimumBytes && stream.Read(buffer, total, buffer.Length - total) is var read && read > 0)
        {
            total += read;
        }

        return total < minimumBytes && throwOnEndOfStream ? throw new EndOfStreamException() : total;
    }

    public static async ValueTask<int> ReadAtLeastAsync(
        this Stream stream, Memory<byte> buffer, int minimumBytes, bool throwOnEndOfStream, CancellationToken cancellationToken)
    {
        int total = 0;
        while (total < minimumBytes
            && await stream.ReadAsync(buffer.Slice(total), cancellationToken).ConfigureAwait(false) is var read && read > 0)
        {
            total += read;
        }

        return total < minimumBytes && throwOnEndOfStream ? throw new EndOfStreamException() : total;
    }

    private static ArraySegment<byte> GetArray(ReadOnlyMemory<byte> buffer) =>
        MemoryMarshal.TryGetArray(buffer, out ArraySegment<byte> array) ? array : throw new NotSupportedException();
}
#endif
