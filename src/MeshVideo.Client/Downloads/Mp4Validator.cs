using System;
using System.IO;
using System.Linq;
using System.Text;
using MeshVideo.Media;

namespace MeshVideo.Downloads;

/// <summary>Checks that a downloaded file is a complete MP4 or QuickTime video.</summary>
internal static class Mp4Validator
{
    private const int HeaderLength = 8;
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

    // An MP4 file is a sequence of boxes that state their length: a truncated file ends within a box. Other bytes after the last
    // one, such as a label that a host appends, are harmless: players ignore them.
    private static string? ValidateBoxes(RandomAccessReader file)
    {
        (bool hasIndex, bool hasMediaData, bool isFragmented, long end) = (false, false, false, 0);
        foreach (Box box in new BoxReader(file).TopLevel.TakeWhile(box => !box.IsTruncated))
        {
            isFragmented |= box.Type is "moof";
            hasIndex |= box.Type is "moov" or "moof";
            hasMediaData |= box.Type is "mdat";
            end = box.ContentEnd;
        }

        ReadOnlySpan<byte> rest = file.Read(end, HeaderLength);
        string? type = rest.Length == HeaderLength ? Encoding.ASCII.GetString(rest.Slice(4).ToArray()) : null;
        bool isIgnored = hasIndex && hasMediaData && (type is null ? !isFragmented : !KnownBoxes.Contains(type));
        return end < file.Length && !isIgnored ? $"it ends within {(type is null ? "a" : $"its '{type}'")} box"
            : !hasIndex ? "it has no index ('moov' box)"
            : !hasMediaData ? "it has no media data ('mdat' box)"
            : null;
    }
}
