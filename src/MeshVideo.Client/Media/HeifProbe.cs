using System.IO;
using System.Linq;

namespace MeshVideo.Media;

/// <summary>Reads the size of an image in HEIF or HEIC.</summary>
internal static class HeifProbe
{
    public static MediaInfo? Probe(Stream stream)
    {
        BoxReader boxes = new(new RandomAccessReader(stream));

        // The meta box has a version and flags before its children. The image, its tiles and its thumbnails have sizes, of which
        // the image's is the largest.
        return boxes.TopLevel.Where(box => box.Type == "meta")
            .SelectMany(meta => boxes.GetChildren(meta, skip: 4).Where(box => box.Type == "iprp"))
            .SelectMany(properties => boxes.FindAll(properties, "ipco").Take(1))
            .SelectMany(container => boxes.FindAll(container, "ispe"))
            .Select(size => (Width: checked((int)boxes.ReadUInt32(size, 4)), Height: checked((int)boxes.ReadUInt32(size, 8))))
            .Where(size => size is { Width: > 0, Height: > 0 })
            .OrderByDescending(size => (long)size.Width * size.Height)
            .Select(size => new MediaInfo { Width = size.Width, Height = size.Height })
            .FirstOrDefault();
    }
}
