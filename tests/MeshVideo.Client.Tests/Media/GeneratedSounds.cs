using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Client.Tests.Media;

/// <summary>Sound as ffmpeg makes it: PCM of all kinds, and MP3 with each kind of bit rate and tag.</summary>
internal static class GeneratedSounds
{
    private static readonly string[] Durations = ["1", "1.7", "2", "5", "15", "15.09", "16.5"];
    private static readonly string[] Codecs =
    [
        "pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw", "pcm_mulaw", "adpcm_ima_wav",
        "adpcm_ms",
    ];

    public static async Task MakeAsync(string folder)
    {
        await Ffmpeg.MakeAsync(folder, "-f lavfi -i sine=d=17 -f lavfi -i testsrc2=s=400x400:d=1", [.. Wavs, .. Mp3s]);
    }

    private static IEnumerable<string> Wavs =>
    [
        .. Durations.Select(seconds => $"-map 0:a -t {seconds} -ar 8000 wav/seconds-{seconds}.wav"),
        .. Codecs.Select(codec => $"-map 0:a -t 5 -c:a {codec} -ar 22050 wav/{codec}.wav"),
        .. "1 2 6".Split(' ').Select(channels => $"-map 0:a -t 3 -ac {channels} -ar 16000 wav/channels-{channels}.wav"),
        "-map 0:a -t 5 -ar 8000 -rf64 always rf64/plain.wav",
        "-map 0:a -t 16.5 -ar 8000 -rf64 always rf64/long.wav",
        "-map 0:a -t 5 -ar 8000 -c:a pcm_s24le -ac 2 -rf64 always rf64/24-bits.wav",
        "-map 0:a -t 5 -ar 8000 -write_bext 1 -metadata description=A wav/bext.wav",
        "-map 0:a -t 5 -ar 8000 -write_peak on wav/peak.wav",
        "-map 0:a -t 5 -ar 8000 -metadata title=abc -metadata artist=d wav/tags.wav",
        "-map 0:a -t 5 -ar 8000 -f w64 w64/plain.w64",
    ];

    private static IEnumerable<string> Mp3s =>
    [
        .. Durations.Select(seconds => $"-map 0:a -t {seconds} -ar 22050 -b:a 32k mp3/seconds-{seconds}.mp3"),
        .. Durations.Select(seconds => $"-map 0:a -t {seconds} -ar 44100 -q:a 9 mp3/variable-{seconds}.mp3"),
        .. "8000 11025 16000 24000 32000 48000".Split(' ')
            .Select(rate => $"-map 0:a -t 5 -ar {rate} -b:a 32k mp3/rate-{rate}.mp3"),
        .. "64 128 320".Split(' ').Select(bits => $"-map 0:a -t 3 -ar 44100 -ac 2 -b:a {bits}k mp3/bits-{bits}.mp3"),
        "-map 0:a -t 5 -ar 44100 -abr 1 -b:a 64k mp3/average.mp3",
        "-map 0:a -t 5 -ar 44100 -b:a 64k -write_xing 0 mp3/no-index.mp3",
        "-map 0:a -t 5 -ar 44100 -q:a 5 -write_xing 0 mp3/variable-no-index.mp3",
        "-map 0:a -t 5 -ar 44100 -b:a 64k -write_xing 0 -id3v2_version 0 mp3/no-tag.mp3",
        "-map 0:a -t 5 -ar 44100 -b:a 64k -id3v2_version 3 -write_id3v1 1 -metadata title=A mp3/two-tags.mp3",
        "-map 0:a -t 5 -ar 44100 -b:a 64k -joint_stereo 0 -ac 2 -c:a libshine mp3/shine.mp3",
        "-map 0:a -map 1:v -t 5 -ar 44100 -b:a 64k -c:v png -frames:v 1 -disposition:v attached_pic mp3/cover-png.mp3",
        "-map 0:a -map 1:v -t 5 -ar 44100 -b:a 64k -c:v mjpeg -pix_fmt yuvj420p -q:v 1 -frames:v 1 -disposition:v attached_pic -id3v2_version 3 mp3/cover-jpeg.mp3",
        "-map 0:a -map 1:v -t 16.5 -ar 44100 -b:a 64k -c:v bmp -frames:v 1 -disposition:v attached_pic mp3/cover-16.mp3",
    ];
}
