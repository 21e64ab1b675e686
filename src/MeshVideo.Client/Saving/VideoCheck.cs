using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;

namespace MeshVideo.Saving;

/// <summary>Looks whether a fetched file is a video, and whole.</summary>
internal static class VideoCheck
{
    private static readonly string[] KnownBoxes =
        ["ftyp", "styp", "moov", "moof", "mdat", "mfra", "sidx", "ssix", "free", "skip", "wide", "pnot", "udta", "uuid", "meta", "emsg", "prft"];

    /// <returns>What is wrong, or null.</returns>
    public static string? Objection(Stream file)
    {
        string? type = FileBytes.TypeOf(file);
        if (type is not ("video/mp4" or "video/quicktime"))
        {
            return type is null ? "its content is no video" : $"its content is {type}";
        }

        return ObjectionToBoxes(file);
    }

    // An MP4 is a row of boxes, each with its length: a file that was cut ends inside of one. What follows the last box and is none, such as
    // a label that a host adds, does no harm: players pass over it.
    private static string? ObjectionToBoxes(Stream file)
    {
        byte[] header = new byte[16];
        bool hasIndex = false;
        bool hasPictures = false;
        bool isFragmented = false;
        long position = 0;
        while (position < file.Length)
        {
            int read = FileBytes.Read(file, position, header);
            bool isPlayable = hasIndex && hasPictures;
            if (read < 8)
            {
                return isPlayable && !isFragmented ? null : "it ends within a box";
            }

            long size = BinaryPrimitives.ReadUInt32BigEndian(header);
            string type = Encoding.ASCII.GetString(header, 4, 4);
            int shortest = 8;
            if (size == 1 && read == 16)
            {
                size = BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(8));
                shortest = 16;
            }
            else if (size == 0)
            {
                size = file.Length - position;
            }

            if (size < shortest || size > file.Length - position)
            {
                return isPlayable && !KnownBoxes.Contains(type) ? null : $"it ends within its '{type}' box";
            }

            isFragmented |= type is "moof";
            hasIndex |= type is "moov" or "moof";
            hasPictures |= type is "mdat";
            position += size;
        }

        return !hasIndex ? "it has no index ('moov')" : !hasPictures ? "it has no pictures ('mdat')" : null;
    }
}
