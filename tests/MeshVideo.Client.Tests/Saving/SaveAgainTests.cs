using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Saving;

/// <summary>The same again: what was saved is known by more than its name, and not fetched a second time.</summary>
public sealed class SaveAgainTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_saved_and_whole_is_not_fetched_again()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await SaveAsync(service, task);
        DateTime written = File.GetLastWriteTimeUtc(_folder["a.mp4"]);
        List<string> saved = [];

        IReadOnlyList<string> files = await new VideoSaver(new SaveOptions(), saved.Add).SaveAsync(service.Client, task, _folder["a.mp4"]);

        Assert.Equal([_folder["a.mp4"]], files);
        Assert.Equal([_folder["a.mp4"]], saved);
        Assert.Single(service.FileRequests);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["a.mp4"]));
        Assert.Contains("already saved", service.Notes.Text, StringComparison.Ordinal);
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task Force_fetches_it_again()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await SaveAsync(service, task);

        await SaveAsync(service, task, new SaveOptions { Force = true });
        await SaveAsync(service, task);

        Assert.Equal(2, service.FileRequests.Count);
        Assert.Equal(["a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task What_was_saved_and_has_gone_is_fetched_anew()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await SaveAsync(service, task);
        File.Delete(_folder["a.mp4"]);

        await SaveAsync(service, task);

        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task What_was_changed_since_stays(bool isLonger, bool isTouched)
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await SaveAsync(service, task);
        DateTime written = File.GetLastWriteTimeUtc(_folder["a.mp4"]);
        byte[] changed = File.ReadAllBytes(_folder["a.mp4"]);
        changed = isLonger ? [.. changed, .. Mp4.Box("free", [])] : changed;
        _folder.Write("a.mp4", changed);
        File.SetLastWriteTimeUtc(_folder["a.mp4"], isTouched ? written.AddTicks(10) : written);

        MeshVideoException fault = await Expect.FaultAsync(MeshVideoErrorKind.FileExists, SaveAsync(service, task));

        Assert.Contains("changed", fault.Message, StringComparison.Ordinal);
        Assert.Equal(changed, File.ReadAllBytes(_folder["a.mp4"]));
        Assert.Single(service.FileRequests);
    }

    [Fact]
    public async Task What_is_no_video_any_more_is_not_taken_for_it()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await SaveAsync(service, task);
        DateTime written = File.GetLastWriteTimeUtc(_folder["a.mp4"]);
        _folder.Write("a.mp4", new byte[new FileInfo(_folder["a.mp4"]).Length]);
        File.SetLastWriteTimeUtc(_folder["a.mp4"], written);

        await Expect.FaultAsync(MeshVideoErrorKind.FileExists, SaveAsync(service, task));
    }

    [Fact]
    public async Task A_file_of_the_same_name_and_size_is_not_taken_for_it()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        VideoTask other = await service.SucceededAsync();
        _folder.Write("a.mp4", await Service.BytesAsync(task.VideoUrl));
        await SaveAsync(service, other, name: "b.mp4");

        await Expect.FaultAsync(MeshVideoErrorKind.FileExists, SaveAsync(service, task, name: "a.mp4"));
        await Expect.FaultAsync(MeshVideoErrorKind.FileExists, SaveAsync(service, task, name: "b.mp4"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\0\0\0\0")]
    [InlineData("""{"saved": {}}""")]
    [InlineData("""{"saved": {"task": null, "file": null, "length": 0, "modified": 0}, "part": {"task": "x"}}""")]
    public async Task A_record_that_is_none_is_no_obstacle(string record)
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await SaveAsync(service, task);
        _folder.Write(Assert.Single(_folder.Records), Encoding.UTF8.GetBytes(record));

        await Expect.FaultAsync(MeshVideoErrorKind.FileExists, SaveAsync(service, task));
        await SaveAsync(service, task, new SaveOptions { Force = true });
        await SaveAsync(service, task);

        Assert.Equal(2, service.FileRequests.Count);
    }

    [Fact]
    public async Task What_has_just_got_its_name_and_is_still_held_open_is_waited_for()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        await SaveAsync(service, task);
        FileStream held = new(_folder["a.mp4"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Task again = SaveAsync(service, task);
        await held.DisposeAsync();
        await again;

        Assert.Single(service.FileRequests);
    }

    [Fact]
    [Trait("Build", "net8.0")]
    public async Task Runs_that_save_the_same_at_once_do_each_other_no_harm()
    {
        await using Service service = await Service.StartAsync();
        VideoTask[] tasks = await Task.WhenAll(service.Host.Tasks.Seed(20).Select(id => service.Client.GetAsync(id)));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => SaveAllAsync(service, tasks))));

        Assert.Equal(20, _folder.Files.Length);
        foreach (VideoTask task in tasks)
        {
            Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder[task.Id + ".mp4"]));
        }
    }

    [Fact]
    public async Task Only_the_still_is_fetched_where_only_it_is_missing()
    {
        await using Service service = await Service.StartAsync("""{"on": "file", "kind": "status", "status": 200, "body": "ID3 is sound", "skip": 1}""");
        VideoTask created = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true });
        VideoTask task = await service.Client.GetAsync(created.Id);
        SaveOptions options = new() { IncludeLastFrame = true };
        await Expect.FaultAsync(MeshVideoErrorKind.NotAVideo, SaveAsync(service, task, options));

        await SaveAsync(service, task, options);
        await SaveAsync(service, task, options);

        Assert.Equal(["video.mp4", "last_frame.png", "last_frame.png"], Array.ConvertAll([.. service.FileRequests], request => Path.GetFileName(request.Path)));
        Assert.Equal(["a.last.png", "a.mp4"], _folder.Files);
    }

    [Fact]
    public async Task Where_something_else_has_the_folders_name_another_one_is_used()
    {
        await using Service service = await Service.StartAsync();
        VideoTask task = await service.SucceededAsync();
        _folder.Write(".meshvideo", 1);
        _folder.Write($".meshvideo-{Environment.UserName}", 1);

        await Expect.FaultAsync(MeshVideoErrorKind.WriteFailed, SaveAsync(service, task));
        Assert.Empty(service.FileRequests);
        File.Delete(_folder[$".meshvideo-{Environment.UserName}"]);
        await SaveAsync(service, task);

        Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder["a.mp4"]));
        int requests = service.FileRequests.Count;
        await SaveAsync(service, task);
        Assert.Equal(requests, service.FileRequests.Count);
    }

    // Whoever comes while another is at it waits a moment, and finds the file saved; or is told, where that takes longer.
    private async Task SaveAllAsync(Service service, VideoTask[] tasks)
    {
        VideoSaver saver = new(new SaveOptions());
        foreach (VideoTask task in tasks)
        {
            try
            {
                await saver.SaveAsync(service.Client, task, _folder[task.Id + ".mp4"]).WaitAsync(Expect.Patience);
            }
            catch (MeshVideoException fault) when (fault.Kind == MeshVideoErrorKind.WriteFailed)
            {
                Assert.Contains("another process", fault.Message, StringComparison.Ordinal);
            }
        }
    }

    private Task<IReadOnlyList<string>> SaveAsync(Service service, VideoTask task, SaveOptions? options = null, string name = "a.mp4") =>
        new VideoSaver(options ?? new SaveOptions()).SaveAsync(service.Client, task, _folder[name]).WaitAsync(Expect.Patience);
}
