using System;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>A create that is called off comes back at once.</summary>
public sealed class CreateCancellationTests
{
    private static readonly VideoRequest Request = new() { Prompt = "a lake" };

    [Theory]
    [InlineData("""{"on": "create", "kind": "hang"}""")]
    [InlineData("""{"on": "create", "kind": "stall", "bytes": 3}""")]
    public async Task Cancelling_while_nothing_comes_ends_the_call_and_tells_that_a_task_may_exist(string error)
    {
        await using Service service = await Service.StartAsync(error);
        using CancellationTokenSource cancellation = new();
        DateTimeOffset start = DateTimeOffset.UtcNow;

        Task<VideoTask> create = service.Client.CreateAsync(Request, cancellation.Token);
        await service.ArrivedAsync(request => request.Method == "POST");
        Assert.False(create.IsCompleted);
        await cancellation.CancelAsync();

        CreateInterruptedException interrupted = await Assert.ThrowsAsync<CreateInterruptedException>(
            () => create.WaitAsync(Expect.Timeout));
        Assert.InRange(interrupted.SentAt, start, DateTimeOffset.UtcNow);
        Assert.Single(service.Posts);
    }

    [Fact]
    public async Task Cancelling_while_it_is_to_be_sent_again_ends_the_call()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "create", "kind": "status", "status": 429, "retryAfter": 500}""");
        using CancellationTokenSource cancellation = new();

        Task<VideoTask> create = service.Client.CreateAsync(Request, cancellation.Token);
        await service.ArrivedAsync(request => request.Method == "POST");
        Assert.False(create.IsCompleted);
        await cancellation.CancelAsync();

        await Expect.CancelledAsync(create);
        Assert.Single(service.Posts);
    }

    [Fact]
    public async Task A_call_that_is_off_beforehand_sends_nothing()
    {
        await using Service service = await Service.StartAsync();

        await Expect.CancelledAsync(service.Client.CreateAsync(Request, new CancellationToken(canceled: true)));

        Assert.Empty(service.Posts);
    }
}
