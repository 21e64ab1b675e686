using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Saving;

/// <summary>A video that is saved.</summary>
public sealed class SaveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(20_000_001)]
    public async Task The_file_is_what_the_host_serves_and_nothing_else_is_left(long size)
    {
        await using Service service = await Service.StartAsync(options => options.FileBytes = size);
        VideoTask task = await service.SucceededAsync();
        VideoSaver saver = new(new SaveOptions());

        IReadOnlyList<string> saved = await saver.SaveAsync(service.Client, task, _folder["a.mp4"]);

        Assert.Equal([_folder["a.mp4"]], saved);
        Assert.Equal(["a.mp4"], _folder.Files);
        byte[] content = File.ReadAllBytes(_folder["a.mp4"]);
        byte[] served = await Service.BytesAsync(task.VideoUrl);
        Assert.True(content.AsSpan().SequenceEqual(served));
        SaveSnapshot snapshot = saver.GetSnapshot();
        Assert.Equal((1, 1, 0, content.Length), (snapshot.Total, snapshot.Ended, snapshot.Active, snapshot.Bytes));
    }

    [Fact]
    public async Task The_last_frame_is_saved_beside_it()
    {
        await using Service service = await Service.StartAsync();
        VideoTask created = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true });
        VideoTask task = await service.Client.GetAsync(created.Id);

        IReadOnlyList<string> saved = await new VideoSaver(new SaveOptions { IncludeLastFrame = true }).SaveAsync(service.Client, task, _folder["a.mp4"]);

        Assert.Equal([_folder["a.mp4"], _folder["a.last.png"]], saved);
        Assert.Equal(["a.last.png", "a.mp4"], _folder.Files);
        Assert.Equal(await Service.BytesAsync(task.LastFrameUrl), File.ReadAllBytes(_folder["a.last.png"]));
    }

    [Fact]
    public async Task A_last_frame_that_was_not_asked_for_or_is_not_there_is_no_error()
    {
        await using Service service = await Service.StartAsync();
        VideoTask created = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake", Resolution = "480p", ReturnLastFrame = true });

        await new VideoSaver(new SaveOptions()).SaveAsync(service.Client, await service.Client.GetAsync(created.Id), _folder["a.mp4"]);
        await new VideoSaver(new SaveOptions { IncludeLastFrame = true }).SaveAsync(service.Client, await service.SucceededAsync(), _folder["b.mp4"]);

        Assert.Equal(["a.mp4", "b.mp4"], _folder.Files);
    }

    [Fact]
    public async Task Folders_are_made_where_there_are_none()
    {
        await using Service service = await Service.StartAsync();

        await new VideoSaver(new SaveOptions()).SaveAsync(service.Client, await service.SucceededAsync(), Path.Combine(_folder.Path, "a", "b c", "霧.mp4"));

        Assert.Equal([Path.Combine("a", "b c", "霧.mp4")], _folder.Files);
    }

    [Fact]
    public async Task Many_are_saved_at_once_and_the_key_goes_to_none_of_the_file_requests()
    {
        await using Service service = await Service.StartAsync(options => options.FileBytes = 100_000);
        VideoSaver saver = new(new SaveOptions { ThrottleLimit = 3 });
        VideoTask[] tasks = await Task.WhenAll(service.Host.Tasks.Seed(12).Select(id => service.Client.GetAsync(id)));

        await Task.WhenAll(tasks.Select(task => saver.SaveAsync(service.Client, task, _folder[VideoSaver.DefaultFileName(task)])));

        Assert.Equal(12, _folder.Files.Length);
        foreach (VideoTask task in tasks)
        {
            Assert.Equal(await Service.BytesAsync(task.VideoUrl), File.ReadAllBytes(_folder[task.Id + ".mp4"]));
        }

        Assert.All(service.FileRequests, request => Assert.False(request.HasAuthorization));
    }

    [Fact]
    public async Task However_many_are_to_be_read_none_waits_for_a_connection()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "hang", "times": -1}""");
        VideoSaver saver = new(new SaveOptions());
        using CancellationTokenSource stop = new();

        Task reads = Task.WhenAll(Enumerable.Range(0, 50).Select(row => saver.ReadAsync(service.Client, $"cgt-{row}", stop.Token)));
        await service.ArrivedAsync(_ => true, count: 8);

        Assert.Equal(8, service.Notes.Count(ActivityLevel.Debug));
        await stop.CancelAsync();
        await Expect.CancelledAsync(reads);
    }

    [Fact]
    public async Task A_task_without_a_video_has_nothing_to_save()
    {
        await using Service service = await Service.StartAsync(options => options.RunSeconds = 1000);
        VideoTask created = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake" });

        MeshVideoException fault = await Expect.FaultAsync(
            MeshVideoErrorKind.NothingToSave, new VideoSaver(new SaveOptions()).SaveAsync(service.Client, created, _folder["a.mp4"]));

        Assert.Equal(created.Id, fault.TaskId);
        Assert.Contains(created.Id, fault.Message, StringComparison.Ordinal);
        Assert.Contains("queued", fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(_folder.Files);
    }
}
