using System;

namespace MeshVideo.Simulator.Http;

/// <summary>Bytes of a known length, readable at any place; they need not exist in memory.</summary>
internal interface IContent
{
    long Length { get; }

    /// <summary>Fills the destination from the offset on; the caller stays within the length.</summary>
    void Read(long offset, Span<byte> destination);
}
