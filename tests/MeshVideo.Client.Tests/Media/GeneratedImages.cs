using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Client.Tests.Media;

/// <summary>Images as ffmpeg makes them: each format at the limits of the sides, and with the kinds of pixels it has.</summary>
internal static class GeneratedImages
{
    private static readonly string[] Formats = ["png", "jpg", "gif", "bmp", "tiff", "webp"];
    private static readonly string[] Sizes =
        ["300x300", "298x300", "640x480", "1000x400", "1010x400", "400x1000", "400x1010", "320x290"];

    public static Task MakeAsync(string folder) =>
        Ffmpeg.MakeAsync(
            folder, "-f lavfi -i testsrc2=s=400x400:d=1:r=5 -f lavfi -i color=s=6100x2500:d=1:r=1", [.. Sized, .. Kinds]);

    private static IEnumerable<string> Sized =>
        from format in Formats
        from size in Sizes
        select $"-map 0:v -frames:v 1 -s {size} {format}/{size}.{format}";

    private static IEnumerable<string> Kinds =>
    [
        .. Of("png", "gray rgba pal8 rgb48be monob ya8"),
        .. Of("jpg", "gray yuvj444p yuvj422p"),
        .. Of("bmp", "bgra pal8 rgb555le gray monow"),
        .. Of("tiff", "gray rgba rgb48le pal8 monob"), .. Of("webp", "yuva420p bgra"),
        "-map 0:v -frames:v 1 -compression_algo deflate tiff/deflate.tiff",
        "-map 0:v -frames:v 1 -compression_algo raw tiff/raw.tiff",
        "-map 0:v -frames:v 1 -lossless 1 webp/lossless.webp",
        "-map 0:v -c:v libwebp_anim -loop 0 webp/animated.webp",
        "-map 0:v gif/animated.gif",
        "-map 0:v -f apng png/animated.png",
        "-map 1:v -frames:v 1 -s 6000x2400 png/6000.png",
        "-map 1:v -frames:v 1 -s 6016x2500 png/6016.png",
        "-map 1:v -frames:v 1 -s 6000x2400 jpg/6000.jpg",
        "-map 1:v -frames:v 1 -s 6016x2500 jpg/6016.jpg",
        "-map 1:v -frames:v 1 -s 6016x2500 gif/6016.gif",
    ];

    private static IEnumerable<string> Of(string format, string kinds) =>
        kinds.Split(' ').Select(kind => $"-map 0:v -frames:v 1 -pix_fmt {kind} {format}/kind-{kind}.{format}");
}
