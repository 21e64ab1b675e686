using System;

namespace MeshVideo.Journal;

/// <summary>
/// Detects the damage that a power failure leaves of a write that had not reached the disk: blocks of NUL instead of the data. No
/// request is sent before its intent has reached the disk, so such a write never recorded a charged request.
/// </summary>
internal static class PowerLossDetector
{
    /// <summary>The smallest block size of disks in bytes.</summary>
    private const int BlockSize = 512;

    /// <summary>
    /// Gets whether the bytes at the beginning of a file show that the first write of a journal never reached the disk.
    /// </summary>
    /// <param name="start">The first line of the file, or the whole file. It is not a line of a journal.</param>
    /// <remarks>Other files can begin with NUL, too, so the NUL must fill whole blocks or the whole file.</remarks>
    public static bool IsLostHeader(ReadOnlySpan<byte> start)
    {
        int zeros = CountLeadingZeros(start);
        return zeros == start.Length ? start.Length > 0 : zeros >= BlockSize && zeros % BlockSize == 0;
    }

    /// <summary>Removes NUL from the end of a line.</summary>
    public static ReadOnlySpan<byte> WithoutTrailingZeros(ReadOnlySpan<byte> line)
    {
        while (line.Length > 0 && line[line.Length - 1] == 0)
        {
            line = line.Slice(0, line.Length - 1);
        }

        return line;
    }

    /// <summary>Gets whether a part of a line never reached the disk.</summary>
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
