using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Saving;

/// <summary>Where a video may be saved, and what must stay as it is.</summary>
public sealed class SaveTargetTests : IDisposable
{
    private static readonly byte[] Old = "precious"u8.ToArray();

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_there_stays_and_nothing_is_fetched()
    {
        await using Service service = await Service.StartAsync();
        _folder.Write("a.mp4", Old);

        MeshVideoException fault = await Expect.FaultAsync(MeshVideoErrorKind.FileExists, SaveAsync(service, new SaveOptions(), "a.mp4"));

        Assert.Contains("-Force", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.TaskId);
        Assert.Equal(Old, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Empty(service.FileRequests);
    }

    [Fact]
    public async Task Force_replaces_it()
    {
        await using Service service = await Service.StartAsync();
        _folder.Write("a.mp4", new byte[10_000_000]);

        await SaveAsync(service, new SaveOptions { Force = true }, "a.mp4");

        Assert.Equal("ftyp"u8.ToArray(), File.ReadAllBytes(_folder["a.mp4"])[4..8]);
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task A_file_that_appears_while_the_video_is_fetched_stays()
    {
        byte[] video = Mp4.OfSize(1000);
        await using FileHost host = FileHost.Start(request =>
        {
            _folder.Write("a.mp4", Old);
            return Task.FromResult(ScriptedResponse.Of(200, "video/mp4", video));
        });

        await Expect.FaultAsync(MeshVideoErrorKind.FileExists, host.SaveAsync(_folder["a.mp4"]));

        Assert.Equal(Old, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_is_not_replaced(bool force)
    {
        await using Service service = await Service.StartAsync();
        Directory.CreateDirectory(_folder["a.mp4"]);

        await Expect.FaultAsync(MeshVideoErrorKind.FileExists, SaveAsync(service, new SaveOptions { Force = force }, "a.mp4"));

        Assert.True(Directory.Exists(_folder["a.mp4"]));
        Assert.Empty(service.FileRequests);
    }

    [Theory]
    [InlineData("a.mp4")]
    [InlineData("A.mp4")]
    [InlineData("./x/../a.mp4")]
    public async Task Two_tasks_of_a_run_do_not_share_a_name(string second)
    {
        await using Service service = await Service.StartAsync();
        VideoSaver saver = new(new SaveOptions { Force = true });

        await saver.SaveAsync(service.Client, await service.SucceededAsync(), _folder["a.mp4"]);
        byte[] first = File.ReadAllBytes(_folder["a.mp4"]);
        await Expect.FaultAsync(MeshVideoErrorKind.FileExists, saver.SaveAsync(service.Client, await service.SucceededAsync(), _folder[second]));

        Assert.Equal(first, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Single(service.FileRequests);
    }

    [Fact]
    public async Task A_task_that_comes_twice_is_saved_once()
    {
        await using Service service = await Service.StartAsync();
        List<string> saved = [];
        VideoSaver saver = new(new SaveOptions(), saved.Add);
        VideoTask task = await service.SucceededAsync();

        await saver.SaveAsync(service.Client, task, _folder["a.mp4"]);
        Assert.Empty(await saver.SaveAsync(service.Client, task, _folder["a.mp4"]));
        await saver.SaveAsync(service.Client, task, _folder["b.mp4"]);

        Assert.Equal([_folder["a.mp4"], _folder["b.mp4"]], saved);
        Assert.Equal(2, service.FileRequests.Count);
        Assert.Contains("more than once", service.Notes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tasks_of_a_run_do_not_share_the_name_of_a_last_frame()
    {
        await using Service service = await Service.StartAsync();
        VideoSaver saver = new(new SaveOptions { Force = true, IncludeLastFrame = true });
        VideoRequest request = new() { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true };
        VideoTask first = await service.Client.GetAsync((await service.Client.CreateAsync(request)).Id);
        VideoTask second = await service.Client.GetAsync((await service.Client.CreateAsync(request)).Id);

        await saver.SaveAsync(service.Client, first, _folder["a.mp4"]);
        await Expect.FaultAsync(MeshVideoErrorKind.FileExists, saver.SaveAsync(service.Client, second, _folder["a.mov"]));

        Assert.Equal(await Service.BytesAsync(first.LastFrameUrl), File.ReadAllBytes(_folder["a.last.png"]));
        Assert.Equal(["a.last.png", "a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task A_still_that_is_there_stays_and_the_video_is_saved_all_the_same()
    {
        await using Service service = await Service.StartAsync();
        VideoTask created = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true });
        VideoTask task = await service.Client.GetAsync(created.Id);
        _folder.Write("a.last.png", Old);

        MeshVideoException fault = await Expect.FaultAsync(
            MeshVideoErrorKind.FileExists, new VideoSaver(new SaveOptions { IncludeLastFrame = true }).SaveAsync(service.Client, task, _folder["a.mp4"]));

        Assert.Contains(_folder["a.last.png"], fault.Message, StringComparison.Ordinal);
        Assert.Equal(Old, File.ReadAllBytes(_folder["a.last.png"]));
        Assert.Equal(["a.last.png", "a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task A_path_below_a_file_cannot_be_written()
    {
        await using Service service = await Service.StartAsync();
        _folder.Write("file", Old);

        MeshVideoException fault = await Expect.FaultAsync(
            MeshVideoErrorKind.WriteFailed, SaveAsync(service, new SaveOptions(), Path.Combine("file", "a.mp4")));

        Assert.Contains(Path.Combine("file", "a.mp4"), fault.Message, StringComparison.Ordinal);
        Assert.Contains($"'{_folder["file"]}' is a file", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.TaskId);
        Assert.Equal(["file"], _folder.Files);
    }

    [Fact]
    public async Task A_name_that_no_system_takes_cannot_be_written()
    {
        await using Service service = await Service.StartAsync();

        await Expect.FaultAsync(MeshVideoErrorKind.WriteFailed, SaveAsync(service, new SaveOptions(), new string('a', 300)));
        await Expect.FaultAsync(MeshVideoErrorKind.WriteFailed, SaveAsync(service, new SaveOptions(), "a\0b"));
    }

    private async Task SaveAsync(Service service, SaveOptions options, string name) =>
        await new VideoSaver(options).SaveAsync(service.Client, await service.SucceededAsync(), _folder[name]).WaitAsync(Expect.Patience);
}
