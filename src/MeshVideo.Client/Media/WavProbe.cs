using System;
using System.IO;
using System.Text;

namespace MeshVideo.Media;

/// <summary>
/// Tells how long a WAV plays: its data over its bytes a second, or its samples over its rate where it is compressed and so the bytes
/// are a guess. MetadataExtractor does not tell the length of the data.
/// </summary>
internal static class WavProbe
{
    private const int ChunkHeader = 8;

    // PCM, floating point, and what says more behind the header, which in practice is one of the two.
    private static readonly ushort[] Plain = [0x0001, 0x0003, 0xFFFE];

    public static MediaMeasure? Measure(Stream stream)
    {
        using BinaryReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        (ushort format, uint samplesPerSecond, uint bytesPerSecond, uint samples) = (0, 0, 0, 0);
        stream.Position = 12;
        while (stream.Position <= stream.Length - ChunkHeader)
        {
            string type = Encoding.ASCII.GetString(reader.ReadBytes(4));
            uint length = reader.ReadUInt32();
            long start = stream.Position;
            if (type == "data")
            {
                // What was written to a pipe does not know its length and says the most.
                long data = Math.Min(length, stream.Length - start);
                bool isCounted = samples > 0 && Array.IndexOf(Plain, format) < 0;
                double seconds = isCounted ? samples / (double)samplesPerSecond : data / (double)bytesPerSecond;
                return bytesPerSecond == 0 || samplesPerSecond == 0 ? null : new MediaMeasure { Seconds = seconds };
            }

            if (type == "fmt ")
            {
                format = reader.ReadUInt16();
                reader.ReadUInt16();
                samplesPerSecond = reader.ReadUInt32();
                bytesPerSecond = reader.ReadUInt32();
            }
            else if (type == "fact")
            {
                samples = reader.ReadUInt32();
            }

            // Chunks begin at even places.
            stream.Position = start + length + (length & 1);
        }

        return null;
    }
}
