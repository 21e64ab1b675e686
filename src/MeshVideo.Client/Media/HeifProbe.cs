using System.IO;

namespace MeshVideo.Media;

/// <summary>Measures HEIC and HEIF.</summary>
internal static class HeifProbe
{
    public static MediaMeasure? Measure(Stream stream)
    {
        BoxReader boxes = new(new WindowReader(stream));
        MediaMeasure? largest = null;
        foreach (Box outer in boxes.Outermost)
        {
            // The one container that has a version before its boxes.
            foreach (Box part in outer.Type == "meta" ? boxes.In(outer, skip: 4) : [])
            {
                if (part.Type == "iprp" && boxes.Find(part, "ipco") is { } properties)
                {
                    largest = Largest(boxes, properties, largest);
                }
            }
        }

        return largest;
    }

    // The picture, its tiles and its thumbnails each have a size; the picture's is the largest.
    private static MediaMeasure? Largest(BoxReader boxes, Box properties, MediaMeasure? largest)
    {
        foreach (Box property in boxes.In(properties))
        {
            if (property.Type == "ispe")
            {
                MediaMeasure size = new() { Width = checked((int)boxes.UInt32(property, 4)), Height = checked((int)boxes.UInt32(property, 8)) };
                largest = Area(size) > Area(largest) ? size : largest;
            }
        }

        return largest;

        static long Area(MediaMeasure? size) => (long)(size?.Width ?? 0) * (size?.Height ?? 0);
    }
}
