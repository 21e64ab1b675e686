using System.Linq;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>Clips in fragments of a second, whose index knows of the first of them at the most.</summary>
internal static class SampleFragments
{
    private const int FrameTime = 1000;
    private const int FramesPerSecond = 24;

    /// <param name="seconds">Whole seconds in all.</param>
    /// <param name="timing">Where it stands how long a frame lasts.</param>
    /// <param name="indexed">Whole seconds that are in the index.</param>
    /// <param name="message">How long the index says that it is with its fragments.</param>
    /// <param name="begins">Second at which each fragment says that it begins; without, none says.</param>
    public static byte[] Mp4(int seconds, FragmentTiming timing, int indexed = 0, int? message = null, int[]? begins = null)
    {
        byte[] defaults = SampleClips.Box("trex", [.. Bigs(0, 1, 1, timing == FragmentTiming.Index ? FrameTime : 0, 0, 0)]);
        byte[] length = message is { } total ? SampleClips.Box("mehd", [.. Bigs(0, total * 10_000)]) : [];
        byte[] movie = SampleClips.Movie(
            indexed, isWide: false, SampleClips.Track(1, indexed), SampleClips.Box("mvex", [.. length, .. defaults]));
        return
        [
            .. SampleClips.Type("iso5"),
            .. movie,
            .. Enumerable.Range(0, seconds - indexed).SelectMany(index => Fragment(timing, begins?[index])),
        ];
    }

    /// <summary>One second.</summary>
    public static byte[] Fragment(FragmentTiming timing, int? begin = null)
    {
        const int HasDataOffset = 1, HasFrameTime = 0x100, HasFrameSize = 0x200, HasUsualTime = 8, HasDescription = 2;
        byte[] header = timing == FragmentTiming.Fragment ? Bigs(HasUsualTime | HasDescription, 1, 1, FrameTime) : Bigs(0, 1);
        byte[] run = timing == FragmentTiming.Frame
            ? [
                .. Bigs(HasDataOffset | HasFrameTime | HasFrameSize, FramesPerSecond, 100),
                .. Enumerable.Range(0, FramesPerSecond).SelectMany(_ => Bigs(FrameTime, 2)),
            ]
            : Bigs(HasDataOffset, FramesPerSecond, 100);
        byte[] time = begin is { } second ? SampleClips.Box("tfdt", Bigs(0, second * FramesPerSecond * FrameTime)) : [];
        byte[] track = SampleClips.Box("traf", [.. SampleClips.Box("tfhd", header), .. time, .. SampleClips.Box("trun", run)]);
        return
        [
            .. SampleClips.Box("moof", [.. SampleClips.Box("mfhd", Bigs(0, 1)), .. track]),
            .. SampleClips.Box("mdat", new byte[48]),
        ];
    }

    private static byte[] Bigs(params int[] numbers) => [.. numbers.SelectMany(SampleClips.Big)];
}
