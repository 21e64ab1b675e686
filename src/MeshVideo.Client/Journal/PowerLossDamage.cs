using System;

namespace MeshVideo.Journal;

/// <summary>
/// Recognises what a loss of power leaves of a write that had not reached the disk: blocks of NUL in the place of what was
/// written. Nothing is sent before its intent has reached the disk, so that nothing was paid for by such a write.
/// </summary>
internal static class PowerLossDamage
{
    /// <summary>The smallest block that disks write.</summary>
    private const int BlockSize = 512;

    /// <summary>
    /// Whether the bytes before a header's place show that the first write of a journal never reached the disk.
    /// </summary>
    /// <param name="start">The first line of the file, or all of it. It has no line of ours.</param>
    /// <remarks>
    /// Other files begin with some NUL too, so that a part of them has to be a whole block, or all that there is.
    /// </remarks>
    public static bool IsLostHeader(ReadOnlySpan<byte> start)
    {
        int zeros = CountLeadingZeros(start);
        return zeros == start.Length ? start.Length > 0 : zeros >= BlockSize && zeros % BlockSize == 0;
    }

    /// <summary>The bytes of a line without the NUL that follow them.</summary>
    public static ReadOnlySpan<byte> WithoutTrailingZeros(ReadOnlySpan<byte> line)
    {
        while (line.Length > 0 && line[line.Length - 1] == 0)
        {
            line = line.Slice(0, line.Length - 1);
        }

        return line;
    }

    /// <summary>Whether a part of a line never reached the disk.</summary>
    public static bool HasLostBlocks(ReadOnlySpan<byte> line) => line.IndexOf((byte)0) >= 0;

    private static int CountLeadingZeros(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        while (count < bytes.Length && bytes[count] == 0)
        {
            count++;
        }

        return count;
    }
}
