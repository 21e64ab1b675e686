using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Journal;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Requests;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>A service that runs a limited number of tasks for a key and rejects further creates.</summary>
public sealed class FullServiceTests : IDisposable
{
    private readonly Batch _batch = new();

    [Fact]
    public async Task Creates_wait_for_tasks_to_end()
    {
        await using Service service = await Service.StartAsync(options => (options.MaxRunning, options.RunSeconds) = (3, 1));
        string[] prompts = [.. Enumerable.Range(0, 12).Select(row => $"shot {row}")];

        IReadOnlyList<RowOutcome> rows = await _batch.RunConcurrentlyAsync(service.Client, Batch.Rows(prompts));

        Assert.All(rows, row => Assert.NotNull(row.Task));
        Assert.Equal(12, service.Host.Tasks.Count);
        Assert.InRange(service.Posts.Count(post => post.Status == 429), 5, 3 * 12);
    }

    [Fact]
    public async Task Creates_that_wait_are_sent_in_the_order_of_the_rows()
    {
        await using Service service = await Service.StartAsync(options => (options.MaxRunning, options.RunSeconds) = (1, 600));
        string[] prompts = ["0", "1", "2", "3"];
        Task<IReadOnlyList<RowOutcome>> run = _batch.RunConcurrentlyAsync(service.Client, Batch.Rows(prompts));
        await WaitForRejectionsAsync(service, 3);

        for (int count = 1; count < prompts.Length; count++)
        {
            string running = service.Host.Tasks.All[count - 1].Id;
            Assert.True(service.Host.Tasks.Finish(running));
            await service.Client.GetAsync(running);
            await service.ArrivedAsync(request => request.TaskId is not null && request.Method == "POST", count + 1);
        }

        await run.WaitAsync(Expect.Timeout);
        // All are sent at first, and any of them can arrive before the others.
        string[] sent = [.. service.Host.Tasks.All.Select(task => task.Prompt)];
        Assert.Equal(sent.Skip(1).Order(), sent.Skip(1));
    }

    [Fact]
    public async Task A_wait_for_the_tasks_lets_the_next_create_be_sent()
    {
        await using Service service = await Service.StartAsync(options => (options.MaxRunning, options.RunSeconds) = (1, 600));
        VideoTask running = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake" });
        Task<VideoTask> create = service.Client.CreateAsync(new VideoRequest { Prompt = "a wood" });
        await service.ArrivedAsync(request => request.Status == 429);

        Assert.True(service.Host.Tasks.Finish(running.Id));
        await service.Client.GetAsync(running.Id);

        VideoTask task = await create.WaitAsync(Expect.Timeout);
        Assert.Equal(["a lake", "a wood"], service.Host.Tasks.All.Select(known => known.Prompt));
        Assert.Equal(task.Id, service.Host.Tasks.All[1].Id);
    }

    [Fact]
    public async Task Slots_that_others_leave_are_used_after_one_probe()
    {
        await using Service service = await Service.StartAsync(options => (options.MaxRunning, options.RunSeconds) = (10, 600));
        IReadOnlyList<string> others = service.Host.Tasks.Seed(8, status: "running");
        string[] prompts = [.. Enumerable.Range(0, 10).Select(row => $"shot {row}")];
        Task<IReadOnlyList<RowOutcome>> run = _batch.RunConcurrentlyAsync(service.Client, Batch.Rows(prompts));
        await WaitForRejectionsAsync(service, 6);

        Assert.All(others, id => Assert.True(service.Host.Tasks.Finish(id)));

        Assert.All(await run, row => Assert.NotNull(row.Task));
        Assert.InRange(service.Posts.Count(post => post.Status == 429), 6, 8);
            }

    [Fact]
    public async Task Creates_are_sent_as_usual_after_a_single_rejection()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "create", "kind": "status", "status": 429, "message": "Rate limit exceeded", "skip": 8}""",
            options => options.RunSeconds = 600);
        string[] prompts = [.. Enumerable.Range(0, 32).Select(row => $"shot {row}")];

        IReadOnlyList<RowOutcome> rows = await _batch.RunConcurrentlyAsync(service.Client, Batch.Rows(prompts));

        Assert.All(rows, row => Assert.NotNull(row.Task));
        Assert.Equal(32 + 1, service.Posts.Count);
    }

    [Fact]
    public async Task Creates_wait_for_the_slot_and_for_the_time_that_the_service_asked_for()
    {
        await using Service service = await Service.StartAsync(
            """
            {"on": "create", "kind": "status", "status": 429, "retryAfter": 2, "skip": 1,
             "message": "The key has 1 queued or running tasks, which is the maximum."}
            """,
            options => options.RunSeconds = 600);
        VideoTask running = await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake" });
        Task<VideoTask> create = service.Client.CreateAsync(new VideoRequest { Prompt = "a wood" });
        await WaitForRejectionsAsync(service, 1);

        Assert.True(service.Host.Tasks.Finish(running.Id));
        await service.Client.GetAsync(running.Id);
        await create.WaitAsync(Expect.Timeout);

        Assert.InRange(service.Posts[2].Time - service.Posts[1].Time, TimeSpan.FromSeconds(2), TimeSpan.MaxValue);
    }

    [Theory]
    [InlineData("Too many requests")]
    [InlineData("The key has 8 running tasks")]
    public async Task Rows_are_not_sent_while_the_service_asks_to_wait_beyond_their_timeout(string message)
    {
        await using Service service = await Service.StartAsync(
            $$"""
            {"on": "create", "kind": "status", "status": 429, "retryAfter": 3600, "message": "{{message}}", "times": -1}
            """);
        string[] prompts = [.. Enumerable.Range(0, 100).Select(row => $"shot {row}")];

        IReadOnlyList<RowOutcome> rows = await _batch.RunConcurrentlyAsync(service.Client, Batch.Rows(prompts));

        Assert.InRange(service.Posts.Count, 1, 8);
        Assert.All(rows, row => Assert.Equal(MeshVideoErrorKind.RateLimited, row.Error?.Kind));
        Assert.All(
            rows, row => Assert.Contains("service asked to wait 1 hour (until 2", row.Error?.Message, StringComparison.Ordinal));
        Assert.Equal(100 - service.Posts.Count, rows.Count(row => row.Error?.StatusCode is null));
        Assert.All(rows, row => Assert.NotNull(row.Error?.RetryAfter));
    }

    [Theory]
    [InlineData("The key has 3 queued or running tasks, which is the maximum.", true)]
    [InlineData("Too many concurrent generations. Your request was rejected.", true)]
    [InlineData("You have exceeded the quota of in-progress tasks.", true)]
    [InlineData("Too many generation requests per minute.", false)]
    [InlineData("Too many generations per minute", false)]
    [InlineData("The maximum of 60 tasks/min was exceeded.", false)]
    [InlineData("Too many concurrent requests", false)]
    [InlineData("Rate limit exceeded: too many tasks", false)]
    public void A_rejection_is_about_running_tasks_or_about_the_rate_of_requests(string message, bool isAboutTasks) =>
        Assert.Equal(isAboutTasks, CapacityWait.IsAboutRunningTasks(message));

    [Fact]
    public async Task The_timeout_ends_the_wait_and_nothing_is_created()
    {
        await using Service service = await Service.StartAsync(options => (options.MaxRunning, options.RunSeconds) = (1, 600));
        await service.Client.CreateAsync(new VideoRequest { Prompt = "a lake" });
        PreparedRequest request = await PreparedRequest.CreateAsync(new VideoRequest { Prompt = "a wood" });

        MeshVideoException error = await Assert.ThrowsAsync<MeshVideoException>(
            () => service.Client.CreateAsync(
                request, new CreateThrottle { Timeout = TimeSpan.FromSeconds(1) }, CancellationToken.None));

        Assert.Equal(MeshVideoErrorKind.RateLimited, error.Kind);
        Assert.Contains("queued or running", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, service.Host.Tasks.Count);
    }

    [Fact]
    public async Task A_run_that_ends_while_it_waits_leaves_no_question()
    {
        await using Service service = await Service.StartAsync(options => (options.MaxRunning, options.RunSeconds) = (1, 600));
        VideoRequest[] rows = Batch.Rows("a lake", "a wood", "a hill");
        using CancellationTokenSource cancellation = new();
        Task run = _batch.RunConcurrentlyAsync(service.Client, rows, cancellationToken: cancellation.Token);
        await WaitForRejectionsAsync(service, 2);

        await cancellation.CancelAsync();
        await Expect.CancelledAsync(run);

        service.Host.Options.MaxRunning = null;
        IReadOnlyList<RowOutcome> outcomes = await _batch.RunAsync(service.Client, rows);

        Assert.All(outcomes, row => Assert.NotNull(row.Task));
        Assert.Equal(3, service.Host.Tasks.Count);
        Assert.Equal(0, service.Notes.Count(ActivityLevel.Warning));
    }

    public void Dispose() => _batch.Dispose();

    private static async Task WaitForRejectionsAsync(Service service, int count)
    {
        using CancellationTokenSource timeout = new(Expect.Timeout);
        while (service.Notes.Text.Split("Waiting until another task ends").Length <= count)
        {
            await Task.Delay(5, timeout.Token);
        }
    }
}
