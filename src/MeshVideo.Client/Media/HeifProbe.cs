using System.IO;

namespace MeshVideo.Media;

/// <summary>Reads the size of an image in HEIF or HEIC.</summary>
internal static class HeifProbe
{
    public static MediaInfo? Probe(Stream stream)
    {
        BoxReader boxes = new(new RandomAccessReader(stream));
        MediaInfo? largest = null;
        foreach (Box box in boxes.TopLevel)
        {
            // This container has a version and flags before its children.
            foreach (Box child in box.Type == "meta" ? boxes.GetChildren(box, skip: 4) : [])
            {
                if (child.Type == "iprp" && boxes.Find(child, "ipco") is { } properties)
                {
                    largest = FindLargest(boxes, properties, largest);
                }
            }
        }

        return largest;
    }

    // The image, its tiles and its thumbnails have sizes, of which the image's is the largest.
    private static MediaInfo? FindLargest(BoxReader boxes, Box properties, MediaInfo? largest)
    {
        foreach (Box property in boxes.GetChildren(properties))
        {
            if (property.Type == "ispe")
            {
                MediaInfo size = new()
                {
                    Width = checked((int)boxes.ReadUInt32(property, 4)),
                    Height = checked((int)boxes.ReadUInt32(property, 8)),
                };
                largest = GetArea(size) > GetArea(largest) ? size : largest;
            }
        }

        return largest;

        static long GetArea(MediaInfo? size) => (long)(size?.Width ?? 0) * (size?.Height ?? 0);
    }
}
