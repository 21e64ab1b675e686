using System;
using System.Buffers.Binary;

namespace MeshVideo.Simulator.Validation;

/// <summary>The length of a WAV file: the size of its data over its bytes a second.</summary>
internal static class WavHeader
{
    public static double? Seconds(ReadOnlySpan<byte> file)
    {
        var bytesPerSecond = 0u;
        for (var rest = file[12..]; rest.Length >= 8;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (rest.StartsWith("fmt "u8) && rest.Length >= 24)
                bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(rest[16..]);
            else if (rest.StartsWith("data"u8))
                return bytesPerSecond == 0 ? null : Math.Min(size, (uint)rest.Length - 8) / (double)bytesPerSecond;

            // Chunks begin at even places.
            var next = 8L + size + (size & 1);
            rest = next < rest.Length ? rest[(int)next..] : default;
        }

        return null;
    }
}
