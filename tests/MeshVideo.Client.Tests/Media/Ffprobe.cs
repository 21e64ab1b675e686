using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace MeshVideo.Client.Tests.Media;

/// <summary>What ffprobe says of a file; null is what it does not say.</summary>
/// <param name="Format">The names that its format goes by.</param>
/// <param name="Seconds">The duration of the file.</param>
/// <param name="StreamSeconds">That of its pictures, or of all its packets of sound: of an MP3, the first is a guess from its
/// size.</param>
/// <param name="FramesPerSecond">On average.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record Ffprobe(
    string? Format, double? Seconds, double? StreamSeconds, double? FramesPerSecond, int? Width, int? Height)
{
    private const string Entries = "format=format_name,duration:stream=codec_type,width,height,duration,avg_frame_rate,nb_frames:stream_disposition=attached_pic";

    public static async Task<Ffprobe> OfAsync(string folder, string file)
    {
        string entries = file.EndsWith(".mp3", System.StringComparison.Ordinal)
            ? Entries + ":packet=codec_type,duration_time"
            : Entries;
        (string output, string _) = await Ffmpeg.RunAsync(
            "ffprobe", folder, "-v", "quiet", "-of", "json", "-show_entries", entries, file);
        JsonNode message = JsonNode.Parse(output)!;
        JsonNode? format = message["format"];

        // A cover is no clip, and neither is a poster of one frame before it.
        JsonNode? pictures = (message["streams"]?.AsArray() ?? []).Where(stream => (string?)stream!["codec_type"] == "video")
            .OrderBy(stream => (int?)stream!["disposition"]?["attached_pic"] ?? 0)
            .ThenByDescending(stream => Number(stream!["nb_frames"]) ?? 0)
            .FirstOrDefault();
        double? heard = message["packets"]?.AsArray()
            .Where(packet => (string?)packet!["codec_type"] == "audio")
            .Sum(packet => Number(packet!["duration_time"]) ?? 0);
        return new Ffprobe(
            (string?)format?["format_name"],
            Number(format?["duration"]),
            heard ?? Number(pictures?["duration"]),
            Ratio(pictures?["avg_frame_rate"]),
            Side(pictures?["width"]), Side(pictures?["height"]));
    }

    /// <summary>A picture that it cannot decode has no sides.</summary>
    private static int? Side(JsonNode? number) => (int?)number is > 0 and var side ? side : null;

    private static double? Number(JsonNode? text) =>
        double.TryParse((string?)text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    private static double? Ratio(JsonNode? text)
    {
        double[] parts =
            [.. ((string?)text ?? "0/0").Split('/').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        return parts[0] > 0 && parts[1] > 0 ? parts[0] / parts[1] : null;
    }
}
