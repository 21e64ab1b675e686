using System.IO;

namespace MeshVideo.Media;

/// <summary>Reads the size of an image in HEIF or HEIC.</summary>
internal static class HeifProbe
{
    public static MediaMeasure? Probe(Stream stream)
    {
        BoxReader boxes = new(new RandomAccessReader(stream));
        MediaMeasure? largest = null;
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
    private static MediaMeasure? FindLargest(BoxReader boxes, Box properties, MediaMeasure? largest)
    {
        foreach (Box property in boxes.GetChildren(properties))
        {
            if (property.Type == "ispe")
            {
                MediaMeasure size = new()
                {
                    Width = checked((int)boxes.ReadUInt32(property, 4)),
                    Height = checked((int)boxes.ReadUInt32(property, 8)),
                };
                largest = GetArea(size) > GetArea(largest) ? size : largest;
            }
        }

        return largest;

        static long GetArea(MediaMeasure? size) => (long)(size?.Width ?? 0) * (size?.Height ?? 0);
    }
}
