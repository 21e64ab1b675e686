using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Media;

/// <summary>
/// Holds what the client measures of some hundred files against what ffprobe does. MESHVIDEO_MEDIA_TABLE names a file to write
/// the table to that is in docs/media.md.
/// </summary>
[Trait("Build", "net8.0")]
public sealed class FfprobeComparisonTests : IDisposable
{
    private const int LeastFiles = 200;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Media_is_measured_as_ffprobe_does_and_never_refused_against_it_skipped_where_ffmpeg_is_not_installed()
    {
        Skip.IfNot(Ffmpeg.IsInstalled, "ffmpeg and ffprobe are not installed.");
        await Task.WhenAll(GeneratedClips.MakeAsync(_folder.Path), MakeOthersAsync());
        ChangedClips.Make(_folder.Path);

        List<ComparedFile> files = await CompareAsync();

        if (Environment.GetEnvironmentVariable("MESHVIDEO_MEDIA_TABLE") is { } path)
        {
            await File.WriteAllTextAsync(path, ComparisonTable.Of(files));
        }

        Assert.True(files.Count >= LeastFiles, $"{files.Count} files");
        None(files.SelectMany(file => file.Differences.Select(difference => $"{file.Name}: {difference}")));
        None(
            files.Where(file => file.IsRefused && file.IsFineByFfprobe)
                .Select(file => $"{file.Name}: {file.Verdict.ToException()!.Message} {file.Probe}"));

        // It would be easy to agree by measuring nothing, or by refusing nothing.
        None(
            files.Where(file => file.IsMeasured && !file.IsRefused && file.IsWrongByFfprobe)
                .Select(file => $"{file.Name}: {file.Measure} {file.Probe}"));
        None(
            files.Where(file => file is { IsMeasured: false, IsRefused: false } && file.Verdict.Warnings.Count == 0)
                .Select(file => file.Name));
        Assert.True(
            files.Count(file => file.IsMeasured) > 0.8 * files.Count,
            $"{files.Count(file => file.IsMeasured)} of {files.Count} were measured");
    }

    private static void None(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join(Environment.NewLine, faults));

    private async Task MakeOthersAsync()
    {
        await GeneratedSounds.MakeAsync(_folder.Path);
        ChangedSounds.Make(_folder.Path);
        await GeneratedImages.MakeAsync(_folder.Path);
        ChangedImages.Make(_folder.Path);
    }

    private async Task<List<ComparedFile>> CompareAsync()
    {
        ConcurrentBag<ComparedFile> files = [];
        await Parallel.ForEachAsync(_folder.Files, async (name, _) => files.Add(await ComparedFile.OfAsync(_folder.Path, name)));
        return [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }
}
