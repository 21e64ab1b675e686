using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Costs;

/// <summary>The sizes of videos in pixels, by the resolution and the ratio of the request.</summary>
internal static class FrameSizes
{
    private static readonly string[] Ratios = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9"];

    private static readonly Dictionary<string, Dictionary<string, long[]>> Areas = new()
    {
        ["seedance-1.0"] = new()
        {
            ["480p"] = [864 * 480, 736 * 544, 640 * 640, 544 * 736, 480 * 864, 960 * 416],
            ["720p"] = [1248 * 704, 1120 * 832, 960 * 960, 832 * 1120, 704 * 1248, 1504 * 640],
            ["1080p"] = [1920 * 1088, 1664 * 1248, 1440 * 1440, 1248 * 1664, 1088 * 1920, 2176 * 928],
        },
        ["seedance-1.5"] = new()
        {
            ["480p"] = [864 * 496, 752 * 560, 640 * 640, 560 * 752, 496 * 864, 992 * 432],
            ["720p"] = [1280 * 720, 1112 * 834, 960 * 960, 834 * 1112, 720 * 1280, 1470 * 630],
            ["1080p"] = [1920 * 1080, 1664 * 1248, 1440 * 1440, 1248 * 1664, 1080 * 1920, 2206 * 946],
            ["4k"] = [3840 * 2160, 3328 * 2496, 2880 * 2880, 2496 * 3328, 2160 * 3840, 4412 * 1892],
        },
    };

    /// <summary>Gets the number of pixels of a frame.</summary>
    /// <param name="sizes">The name of the sizes.</param>
    /// <param name="resolution">The resolution.</param>
    /// <param name="ratio">The ratio; adaptive for the largest frame of the resolution.</param>
    /// <returns>The number; null if it is not known.</returns>
    public static long? GetArea(string? sizes, string? resolution, string ratio)
    {
        if (sizes is null
            || resolution is null
            || !Areas.TryGetValue(sizes, out Dictionary<string, long[]>? resolutions)
            || !resolutions.TryGetValue(resolution, out long[]? areas))
        {
            return null;
        }

        int index = System.Array.IndexOf(Ratios, ratio);
        return index >= 0 ? areas[index] : ratio == "adaptive" ? areas.Max() : null;
    }
}
