using System;

namespace MeshVideo.Simulator.Http;

/// <summary>Content of a known length that can be read at any offset, and is not necessarily in memory.</summary>
internal interface IContent
{
    long Length { get; }

    /// <summary>Fills the destination from an offset. The caller does not exceed the length.</summary>
    void Read(long offset, Span<byte> destination);
}
