using System;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Storage;

/// <summary>The files of others are never changed, whatever their names and wherever links lead.</summary>
public sealed class PrivateFolderTests : IDisposable
{
    private static readonly byte[] Precious = "precious"u8.ToArray();

    private readonly TempFolder _folder = new();
    private readonly TempFolder _elsewhere = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_part_file_of_another_program_is_kept(bool overwrite)
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        _folder.Write("a.mp4.part", Precious);

        await new VideoDownloader(new DownloadOptions { Overwrite = overwrite })
            .DownloadAsync(service.Client, task, _folder["a.mp4"]);

        Assert.Equal(Precious, File.ReadAllBytes(_folder["a.mp4.part"]));
        Assert.Equal(["a.mp4", "a.mp4.part"], _folder.Files);
    }

    [SkippableFact]
    public async Task A_link_is_not_used_as_the_folder()
    {
        Skip.If(OperatingSystem.IsWindows(), "Making a link needs a privilege on Windows.");
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        string[] planted =
        [
            _elsewhere.Write("a.mp4.json", Precious),
            _elsewhere.Write("a.mp4.temp", Precious),
            _elsewhere.Write("a.mp4.part", Precious),
        ];
        Directory.CreateSymbolicLink(_folder[".meshvideo"], _elsewhere.Path);

        await new VideoDownloader(new DownloadOptions()).DownloadAsync(service.Client, task, _folder["a.mp4"]);
        await new VideoDownloader(new DownloadOptions()).DownloadAsync(service.Client, task, _folder["a.mp4"]);

        Assert.All(planted, path => Assert.Equal(Precious, File.ReadAllBytes(path)));
        Assert.Equal(3, _elsewhere.Files.Length);
        Assert.Single(service.FileRequests);
        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
    }

    [SkippableFact]
    [Trait("Build", "net8.0")]
    public async Task The_write_permission_of_others_is_removed()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Windows has no such permissions.");
        }

        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        Directory.CreateDirectory(_folder[".meshvideo"], (UnixFileMode)0x1FF);

        await new VideoDownloader(new DownloadOptions()).DownloadAsync(service.Client, task, _folder["a.mp4"]);

        Assert.Equal(
            (UnixFileMode)0, File.GetUnixFileMode(_folder[".meshvideo"]) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
    }

    [SkippableFact]
    [Trait("Build", "net8.0")]
    public async Task Only_the_owner_can_access_the_folder()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Windows has no such permissions.");
        }

        await using Service service = await Service.StartAsync();

        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(service.Client, await service.SucceededAsync(), _folder["a.mp4"]);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(_folder[".meshvideo"]));
    }

    [SkippableFact]
    public async Task A_pipe_in_place_of_a_sidecar_does_not_block()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such pipes.");
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        Directory.CreateDirectory(_folder[".meshvideo"]);
        using (System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", _folder[".meshvideo/a.mp4.json"]))
        {
            Assert.True(make.WaitForExit(Expect.Timeout));
        }

        await new VideoDownloader(new DownloadOptions())
            .DownloadAsync(service.Client, task, _folder["a.mp4"])
            .WaitAsync(Expect.Timeout);

        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(251)]
    [InlineData(246)]
    public async Task A_name_of_the_maximum_length_is_saved_and_recognized(int length)
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        string name = new string('n', length - ".mp4".Length) + ".mp4";

        await new VideoDownloader(new DownloadOptions()).DownloadAsync(service.Client, task, _folder[name]);
        await new VideoDownloader(new DownloadOptions()).DownloadAsync(service.Client, task, _folder[name]);

        Assert.Equal([name], _folder.Files);
        Assert.Single(service.FileRequests);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }
}
