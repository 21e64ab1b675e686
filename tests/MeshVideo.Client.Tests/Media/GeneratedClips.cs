using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Client.Tests.Media;

/// <summary>
/// Clips as ffmpeg makes them: each container with each rate and duration, codecs, fragments, edit lists and more tracks.
/// </summary>
internal static class GeneratedClips
{
    public const string Mp4 = "mp4";
    public const string Mov = "mov";
    public const string Fragmented = "fragmented mp4";
    public const string Others = "m4v, 3gp, f4v, ismv";

    private const string Folder = "fragments";
    private const string X264 = "-map 0:v -c:v libx264 -preset ultrafast -threads 1";
    private const string Sound = "-map 1:a -c:a aac -b:a 32k";
    private const string InFragments = "-movflags frag_keyframe+empty_moov+default_base_moof -g 24";

    private static readonly string[] Rates =
        ["12", "15", "23", "24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60", "61", "120"];
    private static readonly string[] Durations = ["1", "1.5", "2", "5", "8", "15", "15.016", "15.042", "15.5", "16.5"];

    public static async Task MakeAsync(string folder)
    {
        await Ffmpeg.MakeAsync(
            folder,
            "-f lavfi -i testsrc2=s=64x48:r=60:d=17 -f lavfi -i sine=d=17",
            [.. Rated, .. Lasting, .. Coded, .. InPieces, .. InOtherContainers, .. WithTracks]);
        await Ffmpeg.MakeAsync(
            folder, "-ss 1.3 -i mp4/codec-h264-b.mp4 -itsoffset 0.5 -i mp4/codec-h264-b.mp4 -i mp4/sound.mp4 -itsoffset 0.7 -i mp4/sound.mp4 -f lavfi -i testsrc2=s=64x48:r=5:d=5", Edited);
    }

    /// <summary>The container as the table names it.</summary>
    public static string ContainerOf(string folder) => folder == Folder ? Fragmented : folder == "other" ? Others : folder;

    private static IEnumerable<string> Rated =>
        from rate in Rates
        from way in Ways
        select $"{X264} -t 3 -r {rate} {way.Arguments} {way.Folder}/rate-{rate.Replace('/', '-')}.{way.Ending}";

    private static IEnumerable<string> Lasting =>
        from seconds in Durations
        from way in Ways
        select $"{X264} -t {seconds} -r 24 {way.Arguments} {way.Folder}/seconds-{seconds}.{way.Ending}";

    private static (string Arguments, string Folder, string Ending)[] Ways =>
        [("-movflags faststart", Mp4, "mp4"), (string.Empty, Mov, "mov"), (InFragments, Folder, "mp4")];

    private static IEnumerable<string> Coded =>
    [
        "-map 0:v -t 5 -r 25 -c:v libx264 -preset fast -bf 3 -g 50 mp4/codec-h264-b.mp4",
        "-map 0:v -t 3 -r 25 -c:v libx265 -preset ultrafast -x265-params log-level=none mp4/codec-hevc.mp4",
        "-map 0:v -t 3 -r 25 -c:v mpeg4 mp4/codec-mpeg4.mp4",
        "-map 0:v -t 3 -r 25 -c:v libvpx-vp9 -deadline realtime -cpu-used 8 mp4/codec-vp9.mp4",
        "-map 0:v -t 3 -r 25 -c:v mjpeg -pix_fmt yuvj420p mp4/codec-mjpeg.mp4",
        "-map 0:v -t 3 -r 25 -c:v mjpeg -pix_fmt yuvj420p mov/codec-mjpeg.mov",
        "-map 0:v -t 3 -r 25 -c:v prores_ks mov/codec-prores.mov",
        "-map 0:v -t 3 -r 25 -c:v png mov/codec-png.mov",
        "-map 0:v -t 3 -r 25 -c:v mpeg4 mov/codec-mpeg4.mov",
        "-map 0:v -t 3 -r 30000/1001 -c:v prores_ks -timecode 01:00:00;00 mov/timecode.mov",
    ];

    private static IEnumerable<string> InPieces =>
    [
        $"{X264} -t 5 -r 24 -g 24 -movflags frag_keyframe {Folder}/first-in-index.mp4",
        $"{X264} -t 5 -r 24 -g 24 -movflags frag_keyframe+delay_moov {Folder}/delayed-index.mp4",
        $"{X264} -t 5 -r 24 -g 24 -movflags frag_keyframe+empty_moov+separate_moof {Folder}/separate.mp4",
        $"{X264} -t 5 -r 24 -g 24 -movflags frag_keyframe+empty_moov+omit_tfhd_offset {Folder}/no-offset.mp4",
        $"{X264} -t 3 -r 24 -g 24 -movflags frag_every_frame+empty_moov {Folder}/each-frame.mp4",
        $"{X264} -t 5 -r 24 -g 24 -movflags dash+empty_moov+frag_keyframe {Folder}/dash.mp4",
        $"{X264} -t 5 -r 24 -g 24 -movflags cmaf+empty_moov+frag_keyframe {Folder}/cmaf.mp4",
        $"{X264} -t 5 -r 24 -g 24 -movflags frag_keyframe+empty_moov+global_sidx+faststart {Folder}/index-of-fragments.mp4",
        $"{X264} {Sound} -t 5 -r 24 -g 24 -frag_duration 700000 -movflags empty_moov {Folder}/sound.mp4",
        $"{X264} {Sound} -t 16.5 -r 24 -g 24 -frag_duration 700000 -movflags empty_moov {Folder}/sound-16.mp4",
        $"-map 0:v -c:v libx264 -bf 3 -t 5 -r 30000/1001 -g 24 -movflags frag_keyframe {Folder}/b-frames.mp4",
        $"-map 0:v -c:v mpeg4 -t 5 -r 25 -g 25 -movflags frag_keyframe+empty_moov {Folder}/mpeg4.mov",
    ];

    private static IEnumerable<string> InOtherContainers =>
        from seconds in "1 3 16.5".Split(' ')
        from output in new[]
        {
            $"{X264} {Sound} -t {seconds} -r 25 -f ipod other/seconds-{seconds}.m4v",
            $"{X264} -t {seconds} -r 25 -f 3gp other/seconds-{seconds}.3gp",
            $"{X264} -t {seconds} -r 25 -f f4v other/seconds-{seconds}.f4v",
            $"{X264} -t {seconds} -r 25 -f ismv other/seconds-{seconds}.ismv",
        }
        select output;

    private static IEnumerable<string> WithTracks =>
    [
        $"{X264} {Sound} -t 5 -r 24 mp4/sound.mp4",
        $"{X264} {Sound} -t 5 -r 24 -shortest -map_metadata -1 -movflags rtphint mp4/hints.mp4",
        $"{X264} -t 5 -r 24 -video_track_timescale 1000 mp4/timescale-1000.mp4",
        $"{X264} -t 5 -r 60 -video_track_timescale 1000 mp4/timescale-1000-60.mp4",
        $"{X264} -t 5 -r 24 -movie_timescale 48000 mp4/movie-timescale.mp4",
        $"{X264} -t 5 -r 24 -use_editlist 0 mp4/no-edits.mp4",
        $"{X264} -t 5 -r 24 -brand mp42 -metadata title=A -metadata comment=B mp4/tags.mp4",
        $"{X264} -t 5 -vf select=not(mod(n\\,3)) -fps_mode vfr mp4/every-third.mp4",
        $"{X264} -t 5 -vf select=lt(mod(n\\,60)\\,20) -fps_mode vfr mp4/bursts.mp4",
        $"{X264} -t 5 -vf select=not(mod(n\\,5))+lt(n\\,60) -fps_mode vfr mov/fast-then-slow.mov",
        "-map 0:v -map 0:v -c:v mpeg4 -t 5 -r:v:0 5 -r:v:1 30 mp4/two-rates.mp4",
        "-map 0:v -map 0:v -c:v mpeg4 -t 5 -r:v:0 30 -r:v:1 5 mov/two-rates.mov",
        "-map 0:v -map 0:v -c:v:0 mjpeg -pix_fmt:v:0 yuvj420p -frames:v:0 1 -c:v:1 mpeg4 -t 5 -r 25 mp4/poster-first.mp4",
        "-map 0:v -map 0:v -c:v:0 png -frames:v:0 1 -disposition:v:0 attached_pic -c:v:1 mpeg4 -t 5 -r 25 mp4/cover-first.mp4",
        "-map 0:v -map 0:v -c:v:0 mjpeg -pix_fmt:v:0 yuvj420p -frames:v:0 1 -c:v:1 mpeg4 -t 5 -r 25 mov/poster-first.mov",
    ];

    private static IEnumerable<string> Edited =>
    [
        "-map 0 -c copy mp4/edit-start.mp4",
        "-map 0 -c copy mov/edit-start.mov",
        "-map 0 -c copy -t 2 mp4/edit-both.mp4",
        "-map 1 -c copy mp4/edit-offset.mp4",
        "-map 1 -c copy mov/edit-offset.mov",
        "-map 2:v -map 3:a -c copy mp4/edit-late-sound.mp4",
        "-map 3:v -map 2:a -c copy mov/edit-late-pictures.mov",
        "-map 0 -c copy -avoid_negative_ts make_zero mp4/edit-zero.mp4",
        $"-map 0 -c copy -movflags frag_keyframe+empty_moov {Folder}/edit-start.mp4",
        $"-map 1 -c copy -movflags frag_keyframe+empty_moov {Folder}/edit-offset.mp4",
        "-map 2 -c copy -metadata:s:v rotate=90 mov/rotated.mov",
        "-map 4 -c:v mpeg4 mp4/five-a-second.mp4",
    ];
}
