using System;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit.Sdk;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>
/// Runs many cases, a few at once. MESHVIDEO_FUZZ_CASES sets how many of each kind, MESHVIDEO_SEED the seed of the first; the next has the
/// next seed, so that the seed of a failure with a single case is that failure again.
/// </summary>
internal static class Fuzz
{
    private const int LongestShown = 3000;

    public static async Task RunAsync(int cases, int atOnce, Func<FuzzCase, Task> run)
    {
        int count = Number("MESHVIDEO_FUZZ_CASES") ?? cases;
        int seed = Number("MESHVIDEO_SEED") ?? Random.Shared.Next();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (number, _) =>
            await RunOneAsync(new FuzzCase(number, unchecked(seed + number)), run));
    }

    /// <summary>Bytes as a failure shows them.</summary>
    public static string Show(ReadOnlySpan<byte> bytes) =>
        Encoding.Latin1.GetString(bytes.Length > LongestShown ? bytes[..LongestShown] : bytes) + (bytes.Length > LongestShown ? $"… ({bytes.Length} bytes)" : string.Empty);

    private static async Task RunOneAsync(FuzzCase fuzz, Func<FuzzCase, Task> run)
    {
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            // A parser that hangs, hangs its thread: the test must not be the one.
            await Task.Run(() => run(fuzz)).WaitAsync(Expect.Patience + Expect.Patience);
        }
        catch (Exception exception)
        {
            string seed = fuzz.Seed.ToString(CultureInfo.InvariantCulture);
            throw new XunitException($"After {watch.Elapsed.TotalSeconds:0.0} s; again with MESHVIDEO_SEED={seed} MESHVIDEO_FUZZ_CASES=1. {fuzz.Shown}{Environment.NewLine}{exception}");
        }
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
