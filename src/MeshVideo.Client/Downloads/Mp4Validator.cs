using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using MeshVideo.Media;

namespace MeshVideo.Downloads;

/// <summary>Checks that a downloaded file is a complete MP4 or QuickTime video.</summary>
internal static class Mp4Validator
{
    private const int HeaderLength = 8;
    private const int LargeHeaderLength = 16;
    private const int BufferLength = 4096;

    private static readonly string[] KnownBoxes =
    [
        "ftyp", "styp", "moov", "moof", "mdat", "mfra", "sidx", "ssix",
        "free", "skip", "wide", "pnot", "udta", "uuid", "meta", "emsg", "prft",
    ];

    /// <returns>What is wrong with the file, or null.</returns>
    public static string? Validate(Stream file) => ContentSniffer.DetectType(file) switch
    {
        "video/mp4" or "video/quicktime" => ValidateBoxes(new RandomAccessReader(file, BufferLength)),
        null => "its content is not a video",
        string type => $"its content is {type}",
    };

    // An MP4 file is a sequence of boxes that state their length: a truncated file ends within a box. Other bytes at the end, such
    // as a label that a host appends, are harmless: players ignore them.
    private static string? ValidateBoxes(RandomAccessReader file)
    {
        bool hasIndex = false;
        bool hasMediaData = false;
        bool isFragmented = false;
        for (long position = 0; position < file.Length;)
        {
            ReadOnlySpan<byte> header = file.Read(position, LargeHeaderLength);
            bool isPlayable = hasIndex && hasMediaData;
            if (header.Length < HeaderLength)
            {
                return isPlayable && !isFragmented ? null : "it ends within a box";
            }

            string type = Encoding.ASCII.GetString(header.Slice(4, 4).ToArray());
            (long length, int minimumLength) = BinaryPrimitives.ReadUInt32BigEndian(header) switch
            {
                0 => (file.Length - position, HeaderLength),
                1 when header.Length == LargeHeaderLength =>
                    (BinaryPrimitives.ReadInt64BigEndian(header.Slice(HeaderLength)), LargeHeaderLength),
                uint value => ((long)value, HeaderLength),
            };
            if (length < minimumLength || length > file.Length - position)
            {
                return isPlayable && !KnownBoxes.Contains(type) ? null : $"it ends within its '{type}' box";
            }

            isFragmented |= type is "moof";
            hasIndex |= type is "moov" or "moof";
            hasMediaData |= type is "mdat";
            position += length;
        }

        return !hasIndex ? "it has no index ('moov' box)" : !hasMediaData ? "it has no media data ('mdat' box)" : null;
    }
}
