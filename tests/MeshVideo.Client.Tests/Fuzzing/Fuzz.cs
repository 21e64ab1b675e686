using System;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Tests.Support;
using Xunit.Sdk;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>
/// Runs many cases, some of them in parallel. MESHVIDEO_FUZZ_CASES sets how many cases of each kind run, and MESHVIDEO_TEST_SEED
/// the seed of the first case. Each case has the seed of the one before plus one: the seed of a failed case, with one case,
/// repeats the failure.
/// </summary>
internal static class Fuzz
{
    private const int LongestShown = 3000;

    public static async Task RunAsync(int cases, int parallelism, Func<FuzzCase, Task> run)
    {
        int count = Number("MESHVIDEO_FUZZ_CASES") ?? cases;
        int seed = TestSeed.Value;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = parallelism }, async (number, _) =>
            await RunOneAsync(new FuzzCase(number, unchecked(seed + number)), run));
    }

    /// <summary>Bytes as a failure shows them.</summary>
    public static string Show(ReadOnlySpan<byte> bytes) =>
        bytes.Length > LongestShown
            ? $"{Encoding.Latin1.GetString(bytes[..LongestShown])}… ({bytes.Length} bytes)"
            : Encoding.Latin1.GetString(bytes);

    private static async Task RunOneAsync(FuzzCase fuzz, Func<FuzzCase, Task> run)
    {
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            // A parser that hangs blocks its thread, which must not be the thread of the test.
            await Task.Run(() => run(fuzz)).WaitAsync(Expect.Timeout + Expect.Timeout);
        }
        catch (Exception exception)
        {
            string seed = fuzz.Seed.ToString(CultureInfo.InvariantCulture);
            throw new XunitException(
                $"Failed after {watch.Elapsed.TotalSeconds:0.0} s. To repeat it, set {TestSeed.Variable}={seed} and MESHVIDEO_FUZZ_CASES=1. "
                + $"{fuzz.Shown}{Environment.NewLine}{exception}");
        }
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
