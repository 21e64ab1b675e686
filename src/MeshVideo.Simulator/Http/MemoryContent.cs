using System;

namespace MeshVideo.Simulator.Http;

internal sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : IContent
{
    public static readonly MemoryContent Empty = new(default);

    public long Length => bytes.Length;

    public ReadOnlyMemory<byte> Bytes => bytes;

    public void Read(long offset, Span<byte> destination) =>
        bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);
}
