using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace MeshVideo.Simulator.Rendering;

/// <summary>Writes a picture as PNG, with eight bits per channel, RGB.</summary>
internal static class PngWriter
{
    private const int MacroblockSide = 16;

    private static readonly uint[] CrcTable = CreateCrcTable();

    public static byte[] Write(Picture picture)
    {
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Size.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Size.Height);
        (header[8], header[9]) = (8, 2); // eight bits, RGB
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", Compress(picture));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(Picture picture)
    {
        using MemoryStream data = new();
        using (ZLibStream zlib = new(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] line = new byte[1 + (3 * picture.Size.Width)];
            for (int row = 0; row < picture.Size.MacroblocksHigh; row++)
            {
                Fill(line, picture, row);
                for (int i = 0; i < Math.Min(MacroblockSide, picture.Size.Height - (row * MacroblockSide)); i++)
                {
                    zlib.Write(line);
                }
            }
        }

        return data.ToArray();
    }

    /// <summary>A pixel line of a row of macroblocks. Its first byte means that it is not filtered.</summary>
    private static void Fill(byte[] line, Picture picture, int row)
    {
        for (int column = 0; column < picture.Size.MacroblocksWide; column++)
        {
            int at = (row * picture.Size.MacroblocksWide) + column;
            (double y, int cb, int cr) = (1.164 * (picture.Luma[at] - 16), picture.Blue[at] - 128, picture.Red[at] - 128);

            // BT.601, which players use for a video that does not specify its color space.
            ReadOnlySpan<byte> rgb =
            [
                Sample(y + (1.596 * cr)),
                Sample(y - (0.392 * cb) - (0.813 * cr)),
                Sample(y + (2.017 * cb)),
            ];
            for (int i = 0; i < Math.Min(MacroblockSide, picture.Size.Width - (column * MacroblockSide)); i++)
            {
                rgb.CopyTo(line.AsSpan(1 + (3 * ((column * MacroblockSide) + i))));
            }
        }

        static byte Sample(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
    }

    private static void Chunk(MemoryStream file, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] name = Encoding.ASCII.GetBytes(type);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] CreateCrcTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0u; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 1 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
