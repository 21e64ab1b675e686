using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Simulator.Rendering;

/// <summary>The size of a video in pixels. Width and height are even.</summary>
internal readonly record struct FrameSize(int Width, int Height)
{
    private static readonly Dictionary<string, FrameSize> P480 =
        Sizes((864, 496), (752, 560), (640, 640), (560, 752), (496, 864), (992, 432));

    private static readonly Dictionary<string, FrameSize> P720 =
        Sizes((1280, 720), (1112, 834), (960, 960), (834, 1112), (720, 1280), (1470, 630));

    private static readonly Dictionary<string, FrameSize> P1080 =
        Sizes((1920, 1080), (1664, 1248), (1440, 1440), (1248, 1664), (1080, 1920), (2206, 946));

    private static readonly Dictionary<string, FrameSize> P2160 =
        P1080.ToDictionary(size => size.Key, size => new FrameSize(size.Value.Width * 2, size.Value.Height * 2));

    // The sizes of 1.0 models are multiples of a macroblock.
    private static readonly Dictionary<string, FrameSize> First480 =
        Sizes((864, 480), (736, 544), (640, 640), (544, 736), (480, 864), (960, 416));

    private static readonly Dictionary<string, FrameSize> First720 =
        Sizes((1248, 704), (1120, 832), (960, 960), (832, 1120), (704, 1248), (1504, 640));

    private static readonly Dictionary<string, FrameSize> First1080 =
        Sizes((1920, 1088), (1664, 1248), (1440, 1440), (1248, 1664), (1088, 1920), (2176, 928));

    private static readonly string[] Resolutions = ["480p", "720p", "1080p", "4k"];

    /// <summary>The ratios that have a size: all except <c>adaptive</c>.</summary>
    public static IReadOnlyCollection<string> Ratios => P720.Keys;

    public int MacroblocksWide => (Width + 15) / 16;

    public int MacroblocksHigh => (Height + 15) / 16;

    public static FrameSize Get(string resolution, string ratio, bool isFirstGeneration = false) =>
        Table(resolution, isFirstGeneration)[ratio];

    /// <summary>As <see cref="Get"/>, with a default size for unknown names, which the open model accepts.</summary>
    public static FrameSize GetNearest(string resolution, string ratio, bool isFirstGeneration) => Get(
        Resolutions.Contains(resolution) ? resolution : "720p",
        P720.ContainsKey(ratio) ? ratio : "16:9",
        isFirstGeneration);

    /// <summary>The ratio that is nearest to the ratio of an image.</summary>
    public static string NearestRatio(int width, int height) =>
        P720.MinBy(size => Math.Abs(Math.Log((double)width / height * size.Value.Height / size.Value.Width))).Key;

    private static Dictionary<string, FrameSize> Table(string resolution, bool isFirstGeneration) => resolution switch
    {
        "480p" when isFirstGeneration => First480,
        "720p" when isFirstGeneration => First720,
        "1080p" when isFirstGeneration => First1080,
        "480p" => P480,
        "720p" => P720,
        "1080p" => P1080,
        "4k" => P2160,
        _ => throw new ArgumentOutOfRangeException(nameof(resolution), resolution, "The resolution is unknown."),
    };

    private static Dictionary<string, FrameSize> Sizes(params (int Width, int Height)[] sizes)
    {
        string[] ratios = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9"];
        return ratios.Zip(sizes).ToDictionary(pair => pair.First, pair => new FrameSize(pair.Second.Width, pair.Second.Height));
    }
}
