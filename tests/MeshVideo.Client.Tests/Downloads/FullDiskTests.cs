using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>Downloads to a full disk.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly bool _isMounted;

    public FullDiskTests() =>
        _isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", _folder.Path);

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", _folder.Path);
        }

        _folder.Dispose();
    }

    [SkippableFact]
    public async Task A_download_that_does_not_fit_frees_the_disk_and_leaves_other_files_alone()
    {
        Skip.IfNot(_isMounted, "only the administrator of a Linux system can make a small disk");
        await using Service small = await Service.StartAsync();
        await using Service large = await Service.StartAsync(options => options.FileBytes = 2_000_000);
        VideoTask neighbour = await small.SucceededAsync();
        VideoDownloader downloader = new(new DownloadOptions());
        await downloader.DownloadAsync(small.Client, neighbour, _folder["a.mp4"]);

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.WriteFailed,
            downloader.DownloadAsync(large.Client, await large.SucceededAsync(), _folder["b.mp4"]));

        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a.mp4"], _folder.Files);
        Assert.Single(_folder.Records);
        Assert.Equal(await Service.BytesAsync(neighbour.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
        await downloader.DownloadAsync(small.Client, await small.SucceededAsync(), _folder["c.mp4"]);
    }

    /// <summary>
    /// The disk has inodes for the video and its sidecar, but not for the temporary file that replaces the sidecar.
    /// </summary>
    [SkippableTheory]
    [InlineData(4)]
    [InlineData(3)]
    public async Task A_disk_with_no_space_for_the_sidecar_still_gets_the_video_and_no_temporary_files(int files)
    {
        Skip.IfNot(_isMounted, "only the administrator of a Linux system can make a small disk");
        Assert.True(Run("mount", "-o", $"remount,nr_inodes={files}", _folder.Path));
        await using Service service = await Service.StartAsync(options => options.FileBytes = 100_000);
        VideoTask task = await service.SucceededAsync();
        await new VideoDownloader(new DownloadOptions()).DownloadAsync(service.Client, task, _folder["a.mp4"]);
        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path, "*.temp", SearchOption.AllDirectories), _ => true);
        bool isKnown = _folder.Records.Length > 0;
        Assert.Equal(files == 4, isKnown);
        Assert.Equal(!isKnown, service.Notes.Text.Contains("cannot be written", StringComparison.Ordinal));
        if (isKnown)
        {
            int requests = service.FileRequests.Count;
            await new VideoDownloader(new DownloadOptions()).DownloadAsync(service.Client, task, _folder["a.mp4"]);
            Assert.Equal(requests, service.FileRequests.Count);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            return process.WaitForExit(Expect.Timeout) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
