using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace MeshVideo.Media;

/// <summary>Tells how long a WAV plays: its data over its bytes a second, or its samples over its rate where it is compressed.</summary>
internal static class WavProbe
{
    private const int ChunkHeader = 8;

    // What does not know its length when it is written says nothing, or about the most that fits into 31 or 32 bits.
    private const long LeastOfUnknown = 0x7FFF0000;

    public static MediaMeasure? Measure(Stream stream)
    {
        WindowReader file = new(stream);
        WavFormat? format = null;
        (long samples, long? wideLength) = (0, null);
        for (long position = 12; file.At(position, ChunkHeader) is { Length: ChunkHeader } header;)
        {
            string type = Encoding.ASCII.GetString(header.Slice(0, 4).ToArray());
            long length = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(4));
            position += ChunkHeader;
            switch (type)
            {
                case "data":
                    return format is null ? null : Measure(format, samples, wideLength ?? length, file.Length - position);
                case "fmt ":
                    format = WavFormat.Read(file.Exactly(position, WavFormat.Length));
                    break;
                case "fact":
                    samples = BinaryPrimitives.ReadUInt32LittleEndian(file.Exactly(position, 4));
                    break;
                case "ds64":
                    // RF64 and BW64: 64 bits for what has 32 in its place.
                    wideLength = BinaryPrimitives.ReadInt64LittleEndian(file.Exactly(position + 8, 8));
                    break;
            }

            // Chunks begin at even places.
            position += length + (length & 1);
        }

        return null;
    }

    private static MediaMeasure Measure(WavFormat format, long samples, long claimed, long available)
    {
        bool isCut = claimed is > 0 and < LeastOfUnknown && claimed > available;
        long length = claimed is > 0 and < LeastOfUnknown ? claimed : available;
        return new MediaMeasure { Seconds = isCut ? null : format.Seconds(length, samples), IsCut = isCut };
    }
}
