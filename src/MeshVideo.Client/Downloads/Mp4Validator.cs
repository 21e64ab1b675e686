using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;

namespace MeshVideo.Downloads;

/// <summary>Checks that a downloaded file is a complete MP4 or QuickTime video.</summary>
internal static class Mp4Validator
{
    private static readonly string[] KnownBoxes =
    [
        "ftyp", "styp", "moov", "moof", "mdat", "mfra", "sidx", "ssix",
        "free", "skip", "wide", "pnot", "udta", "uuid", "meta", "emsg", "prft",
    ];

    /// <returns>What is wrong with the file, or null.</returns>
    public static string? Validate(Stream file)
    {
        string? type = ContentSniffer.DetectType(file);
        if (type is not ("video/mp4" or "video/quicktime"))
        {
            return type is null ? "its content is not a video" : $"its content is {type}";
        }

        return ValidateBoxes(file);
    }

    // An MP4 file is a sequence of boxes that state their length, so a truncated file ends within a box. Other bytes after the
    // last box, such as a label that a host appends, are harmless: players ignore them.
    private static string? ValidateBoxes(Stream file)
    {
        byte[] header = new byte[16];
        bool hasIndex = false;
        bool hasMediaData = false;
        bool isFragmented = false;
        long position = 0;
        while (position < file.Length)
        {
            int read = ContentSniffer.ReadAt(file, position, header);
            bool isPlayable = hasIndex && hasMediaData;
            if (read < 8)
            {
                return isPlayable && !isFragmented ? null : "it ends within a box";
            }

            long size = BinaryPrimitives.ReadUInt32BigEndian(header);
            string type = Encoding.ASCII.GetString(header, 4, 4);
            int minimumSize = 8;
            if (size == 1 && read == 16)
            {
                size = BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(8));
                minimumSize = 16;
            }
            else if (size == 0)
            {
                size = file.Length - position;
            }

            if (size < minimumSize || size > file.Length - position)
            {
                return isPlayable && !KnownBoxes.Contains(type) ? null : $"it ends within its '{type}' box";
            }

            isFragmented |= type is "moof";
            hasIndex |= type is "moov" or "moof";
            hasMediaData |= type is "mdat";
            position += size;
        }

        return !hasIndex ? "it has no index ('moov' box)" : !hasMediaData ? "it has no media data ('mdat' box)" : null;
    }
}
