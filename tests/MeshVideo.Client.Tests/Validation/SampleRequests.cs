using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>Random requests: mostly right, here and there wrong, with media of every origin.</summary>
internal sealed class SampleRequests
{
    private static readonly string[] Models =
    [
        "byteplus/dreamina-seedance-2-0",
        "byteplus/dreamina-seedance-2-0-fast-260128",
        "byteplus/dreamina-seedance-2-0-mini",
        "byteplus/seedance-1-5-pro",
        "byteplus/seedance-1-0-pro-250528",
        "byteplus/seedance-1-0-pro-fast", "byteplus/seedance-1-0-lite-t2v", "byteplus/seedance-1-0-lite-i2v",
        "byteplus/experimental", "other/unheard-of",
    ];

    private static readonly string[] Formats = ["png", "jpeg", "gif", "bmp", "webp"];
    private static readonly int[] Sides = [299, 300, 700, 1750, 1751];
    private static readonly double[] Lengths = [1.7, 2, 5, 7.6, 15, 15.1, 15.2];

    private const string Mp3 = "audio/mpeg";

    private readonly MediaSource[] _images;
    private readonly MediaSource[] _clips;
    private readonly MediaSource[] _sounds;
    private readonly MediaSource[] _mp3s;
    private readonly string _draftTaskId;

    public SampleRequests(ClientAndService judges)
    {
        _draftTaskId = judges.DraftTaskId;
        byte[] random = new byte[100];
        new Random(1).NextBytes(random);
        (string MimeType, byte[] Content)[] images =
        [
            .. from format in Formats
               from side in Sides
               select ($"image/{format}", SampleImages.Of(format, side, 700)),
            ("image/heic", SampleImages.Heif("heic", 700, 700)),
            ("image/tiff", SampleImages.Tiff(700, 700)),
        ];
        (string MimeType, byte[] Content)[] clips =
        [
            .. Lengths.Select(seconds => ("video/mp4", SampleClips.Mp4(seconds))),
            ("video/quicktime", SampleClips.Mov(4)), ("video/mp4", SampleClips.Mp4(4, 23)), ("video/mp4", SampleClips.Mp4(4, 60)),
        ];
        (string MimeType, byte[] Content)[] sounds =
        [
            .. Lengths.Select(seconds => ("audio/wav", SampleClips.Wav(seconds))),
            (Mp3, SampleClips.Mp3(5)),
        ];
        MediaSource[] Sources((string MimeType, byte[] Content)[] media) =>
        [
            .. media.Select(item => judges.File(item.Content)),
            .. media.Select(item => ClientAndService.Data(item.MimeType, item.Content)),
            judges.File(random), judges.File([]), ClientAndService.Data(media[0].MimeType, random),
            MediaSource.FromUrl("data:image/png,x"), MediaSource.FromUrl("nowhere"),
        ];
        _images = Sources(images);
        _clips = Sources(clips);
        _sounds = Sources(sounds);
        _mp3s = [_sounds[sounds.Length - 1], _sounds[(2 * sounds.Length) - 1]];
    }

    /// <summary>Whether MP3s are among the sounds, as a file or as a data URI.</summary>
    public bool HasMp3(VideoRequest request) => request.ReferenceAudios.Any(_mp3s.Contains);

    public Arbitrary<VideoRequest> Arbitrary => Arb.ToArbitrary(Requests, Simpler);

    private Gen<VideoRequest> Requests =>
        from model in Gen.Elements(Models)
        from prompt in Rarely("p", null, "", " ", "😀 \"quoted\"\0\ud800")
        from media in Gen.Frequency((3, Gen.Constant(new VideoRequest())), (2, Frames), (3, References), (1, Anything))
        from draftTask in Rarely<string?>(null, _draftTaskId, "")
        from fields in Fields
        select fields with
        {
            Model = model,
            Prompt = prompt,
            FirstFrame = media.FirstFrame,
            LastFrame = media.LastFrame,
            ReferenceImages = media.ReferenceImages,
            ReferenceVideos = media.ReferenceVideos,
            ReferenceAudios = media.ReferenceAudios,
            DraftTaskId = draftTask,
        };

    private Gen<VideoRequest> Frames =>
        from first in Source(_images)
        from last in Gen.OneOf(Gen.Constant<MediaSource?>(null), Source(_images).Select(source => (MediaSource?)source))
        select new VideoRequest { FirstFrame = first, LastFrame = last };

    private Gen<VideoRequest> References =>
        from images in Many(_images, 10)
        from clips in Many(_clips, 4)
        from sounds in Many(_sounds, 4)
        select new VideoRequest { ReferenceImages = images, ReferenceVideos = clips, ReferenceAudios = sounds };

    private Gen<VideoRequest> Anything =>
        from frames in Frames
        from references in References
        from hasFirst in Gen.Elements(true, false)
        select references with { FirstFrame = hasFirst ? frames.FirstFrame : null, LastFrame = frames.LastFrame };

    private static Gen<VideoRequest> Fields =>
        from duration in Rarely<int?>(null, 5, 4, 2, 12, 13, 15, 16, -1, 0, -2, 600)
        from frames in Rarely<int?>(null, 29, 33, 289, 25, 30, 293)
        from resolution in Rarely(null, "480p", "720p", "1080p", "4k", "2k", "")
        from ratio in Rarely(null, "16:9", "adaptive", "2:1")
        from seed in Rarely<long?>(null, 7, -1, -2, uint.MaxValue, 1L + uint.MaxValue)
        from priority in Rarely<int?>(null, 0, 9, 10, -1)
        from expiry in Rarely<int?>(null, 3600, 259200, 3599, 259201)
        from tier in Rarely(null, "default", "flex", "fast")
        from callback in Rarely(null, "https://example.com/?a=b", "example.com", "")
        from audio in Switch
        from lastFrame in Switch
        from camera in Switch
        from watermark in Switch
        from draft in Switch
        from extra in Rarely<object?>(null, 1, "text", 1.5, true)
        select new VideoRequest
        {
            Duration = duration,
            Frames = frames,
            Resolution = resolution,
            Ratio = ratio,
            Seed = seed,
            Priority = priority,
            ExpiresAfterSec = expiry,
            ServiceTier = tier,
            CallbackUrl = callback,
            GenerateAudio = audio,
            ReturnLastFrame = lastFrame,
            CameraFixed = camera,
            Watermark = watermark,
            Draft = draft,
            AdditionalProperties = extra is null
                ? new Dictionary<string, object?>()
                : new Dictionary<string, object?> { ["x_extra"] = extra },
        };

    private static Gen<bool?> Switch => Rarely<bool?>(null, false, true);

    /// <summary>The usual value, or now and then another: with so many fields most requests would else be wrong.</summary>
    private static Gen<T> Rarely<T>(T usual, params T[] others) =>
        Gen.Frequency((12, Gen.Constant(usual)), (1, Gen.Elements(others)));

    private static Gen<MediaSource> Source(MediaSource[] local) =>
        Gen.Frequency(
            (2, Gen.Elements(MediaSource.FromUrl("asset://a"), MediaSource.FromUrl("https://example.com/a?b=c"))),
            (1, Gen.Elements(local)));

    private static Gen<IReadOnlyList<MediaSource>> Many(MediaSource[] local, int most) =>
        from count in Gen.Frequency((3, Gen.Constant(0)), (4, Gen.Choose(1, 2)), (2, Gen.Choose(1, most)))
        from sources in Source(local).ArrayOf(count)
        select (IReadOnlyList<MediaSource>)sources;

    /// <summary>The request with one thing less.</summary>
    private static IEnumerable<VideoRequest> Simpler(VideoRequest request)
    {
        VideoRequest[] simpler =
        [
            request with { Prompt = "p" }, request with { FirstFrame = null }, request with { LastFrame = null },
            request with { ReferenceImages = [.. request.ReferenceImages.Skip(1)] },
            request with { ReferenceVideos = [.. request.ReferenceVideos.Skip(1)] },
            request with { ReferenceAudios = [.. request.ReferenceAudios.Skip(1)] },
            request with { DraftTaskId = null },
            request with { Duration = null },
            request with { Frames = null },
            request with { Resolution = null },
            request with { Ratio = null },
            request with { Seed = null },
            request with { Priority = null },
            request with { ExpiresAfterSec = null },
            request with { ServiceTier = null },
            request with { CallbackUrl = null },
            request with { GenerateAudio = null }, request with { ReturnLastFrame = null }, request with { CameraFixed = null },
            request with { Watermark = null }, request with { Draft = null },
        ];
        string whole = Text(request);
        return simpler.Where(one => Text(one) != whole);
    }

    /// <summary>All that a request has, for a person who looks for the mistake.</summary>
    public static string Text(VideoRequest request) => string.Join(
        ' ',
        from property in typeof(VideoRequest).GetProperties()
        let value = property.GetValue(request)
        let text = value is IEnumerable<MediaSource> sources
            ? string.Join(',', sources)
            : value is IReadOnlyDictionary<string, object?> more
            ? string.Join(',', more)
            : value?.ToString()
        where !string.IsNullOrEmpty(text)
        select $"{property.Name}={text}");
}
