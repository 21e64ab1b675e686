using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Damages bytes without knowing what they mean.</summary>
internal static class ByteMutator
{
    private static readonly long[] Extremes =
        [
            0,
            1,
            2,
            7,
            8,
            15,
            16,
            127,
            128,
            255,
            256,
            0x7FFF,
            0x8000,
            0xFFFF,
            0x7FFFFFFF,
            0x80000000,
            0xFFFFFFFF,
            0x100000000,
            long.MaxValue,
            long.MinValue,
            -1,
        ];

    /// <param name="random">Chance.</param>
    /// <param name="bytes">What to damage; stays as it is.</param>
    /// <param name="others">Where to take pieces from.</param>
    public static byte[] Mutate(Random random, byte[] bytes, IReadOnlyList<byte[]> others)
    {
        byte[] other = others[random.Next(others.Count)];
        int at = random.Next(bytes.Length + 1);
        int length = Math.Min(bytes.Length - at, 1 + random.Next(random.Next(2) == 0 ? 4 : 200));
        return random.Next(11) switch
        {
            0 => Changed(bytes, at, b => (byte)(b ^ (1 << random.Next(8)))),
            1 => Changed(bytes, at, _ => (byte)random.Next(256)),
            2 => Spliced(bytes, at, length, []),
            3 => Spliced(bytes, at, 0, RandomBytes(random, random.Next(1, 9))),
            4 => Spliced(bytes, at, 0, HostileBytes.NoText(random)),
            5 => Spliced(bytes, at, 0, Piece(random, other)),
            6 => Spliced(bytes, at, length, Piece(random, other)),
            7 => Repeated(bytes, at, length, random.Next(1, 50)),
            8 => bytes[..at],
            9 => WithNumber(random, bytes, at),
            _ => Spliced(bytes, 0, 0, HostileBytes.NoText(random)),
        };
    }

    private static byte[] Changed(byte[] bytes, int at, Func<byte, byte> change)
    {
        byte[] changed = [.. bytes];
        if (at < changed.Length)
        {
            changed[at] = change(changed[at]);
        }

        return changed;
    }

    private static byte[] WithNumber(Random random, byte[] bytes, int at)
    {
        long extreme = Extremes[random.Next(Extremes.Length)] + (random.Next(4) == 0 ? random.Next(-9, 9) : 0);
        byte[] number = new byte[8];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64BigEndian(number, extreme);
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, extreme);
        }

        int size = 1 << random.Next(4);
        ReadOnlySpan<byte> part = BitConverter.IsLittleEndian && number[0] == (byte)extreme
            ? number.AsSpan(0, size)
            : number.AsSpan(8 - size);
        byte[] changed = [.. bytes];
        part[..Math.Min(size, changed.Length - at)].CopyTo(changed.AsSpan(at));
        return changed;
    }

    private static byte[] Repeated(byte[] bytes, int at, int length, int times)
    {
        List<byte> repeated = [.. bytes[..at]];
        for (int i = 0; i < times; i++)
        {
            repeated.AddRange(bytes[at..(at + length)]);
        }

        return [.. repeated, .. bytes[at..]];
    }

    private static byte[] Spliced(byte[] bytes, int at, int removed, byte[] put) =>
        [.. bytes[..at], .. put, .. bytes[(at + removed)..]];

    private static byte[] Piece(Random random, byte[] other)
    {
        int start = random.Next(other.Length + 1);
        return other[start..random.Next(start, other.Length + 1)];
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
