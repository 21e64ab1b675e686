using System;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Http;

/// <summary>A read is tried again after a passing fault, and only then.</summary>
public sealed class ReadRetryTests
{
    [Theory]
    [InlineData("""{"on": "get", "kind": "status", "status": 502, "times": 2}""", 3)]
    [InlineData("""{"on": "get", "kind": "status", "status": 408}""", 2)]
    [InlineData("""{"on": "get", "kind": "status", "status": 503, "body": "<html>Back soon</html>"}""", 2)]
    [InlineData("""{"on": "get", "kind": "status", "status": 500, "body": "", "contentType": "application/json"}""", 2)]
    [InlineData("""{"on": "get", "kind": "reset"}""", 2)]
    [InlineData("""{"on": "get", "kind": "corrupt"}""", 2)]
    [InlineData("""{"on": "get", "kind": "empty"}""", 2)]
    [InlineData("""{"on": "get", "kind": "truncate", "bytes": 9}""", 2)]
    [InlineData("""{"on": "get", "kind": "status", "status": 200, "body": "<html>Please sign in</html>"}""", 2)]
    public async Task A_passing_fault_is_passed(string error, int requests)
    {
        await using Service service = await Service.StartAsync(error);
        string id = service.Host.Tasks.Seed(1)[0];

        VideoTask task = await service.Client.GetAsync(id);

        Assert.Equal(VideoTaskStatus.Succeeded, task.Status);
        Assert.Equal(requests, service.Gets(id).Count);
        Assert.Equal(requests - 1, service.Notes.Count(ActivityLevel.Verbose));
    }

    [Theory]
    [InlineData("404", MeshVideoErrorKind.NotFound)]
    [InlineData("401", MeshVideoErrorKind.Unauthorized)]
    [InlineData("402", MeshVideoErrorKind.SpendLimitExceeded)]
    [InlineData("403", MeshVideoErrorKind.Forbidden)]
    [InlineData("400", MeshVideoErrorKind.Refused)]
    [InlineData("422", MeshVideoErrorKind.Refused)]
    public async Task A_refusal_is_final(string status, MeshVideoErrorKind kind)
    {
        await using Service service = await Service.StartAsync($$"""{"on": "get", "kind": "status", "status": {{status}}}""");

        MeshVideoException error = await Expect.ErrorAsync(kind, service.Client.GetAsync("cgt-1"));

        Assert.Single(service.Gets("cgt-1"));
        Assert.Equal("cgt-1", error.TaskId);
    }

    [Fact]
    public async Task The_list_and_the_models_are_tried_again_too()
    {
        await using Service service = await Service.StartAsync(
            """[{"on": "list", "kind": "status", "status": 504}, {"on": "models", "kind": "status", "status": 500}]""");

        await service.Client.ListAsync(new VideoTaskQuery(), 0, 1);
        await service.Client.ListModelsAsync();

        Assert.Equal(4, service.Host.Requests.All.Count);
    }

    [Fact]
    public async Task Cancelling_ends_a_hanging_read()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "hang"}""");
        using CancellationTokenSource cancellation = new();

        Task<VideoTask> read = service.Client.GetAsync("cgt-1", cancellation.Token);
        await service.ArrivedAsync(request => request.Method == "GET");
        await cancellation.CancelAsync();

        await Expect.CancelledAsync(read);
    }

    [Fact]
    public async Task A_service_that_stays_down_is_given_up_after_five_tries()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "get", "kind": "status", "status": 502, "message": "Down.", "times": -1}""");

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.ServiceUnavailable, service.Client.GetAsync("cgt-1"));

        Assert.Equal(5, service.Gets("cgt-1").Count);
        Assert.Equal(502, error.StatusCode);
        Assert.Contains("Down", error.Message, StringComparison.Ordinal);
    }
}
