using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace MeshVideo.Media;

/// <summary>
/// Computes the duration of a WAV file from the length of its data or, if it is compressed, its number of samples.
/// </summary>
internal static class WavProbe
{
    private const int ChunkHeader = 8;

    // Programs that write to a pipe do not know the length, and write 0 or about the maximum of 31 or 32 bits.
    private const long MinimumUnknownLength = 0x7FFF0000;

    public static MediaInfo? Probe(Stream stream)
    {
        RandomAccessReader file = new(stream);
        WavFormat? format = null;
        (long samples, long? length64) = (0, null);
        for (long position = 12; file.Read(position, ChunkHeader) is { Length: ChunkHeader } header;)
        {
            string type = Encoding.ASCII.GetString(header.Slice(0, 4).ToArray());
            long length = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(4));
            position += ChunkHeader;
            switch (type)
            {
                case "data":
                    return format is null ? null : Probe(format, samples, length64 ?? length, file.Length - position);
                case "fmt ":
                    format = WavFormat.Parse(file.ReadExactly(position, WavFormat.Length));
                    break;
                case "fact":
                    samples = BinaryPrimitives.ReadUInt32LittleEndian(file.ReadExactly(position, 4));
                    break;
                case "ds64":
                    // The 64-bit length of RF64 and BW64.
                    length64 = BinaryPrimitives.ReadInt64LittleEndian(file.ReadExactly(position + 8, 8));
                    break;
            }

            // Chunks are padded to an even length.
            position += length + (length & 1);
        }

        return null;
    }

    private static MediaInfo Probe(WavFormat format, long samples, long declared, long available)
    {
        bool isTruncated = declared is > 0 and < MinimumUnknownLength && declared > available;
        long length = declared is > 0 and < MinimumUnknownLength ? declared : available;
        return new MediaInfo
        {
            DurationSeconds = isTruncated ? null : format.GetDurationSeconds(length, samples),
            IsTruncated = isTruncated,
        };
    }
}
