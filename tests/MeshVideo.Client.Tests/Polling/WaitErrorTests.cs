using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Polling;

/// <summary>Faults and refusals during a wait.</summary>
public sealed class WaitErrorTests
{
    [Fact]
    public async Task Transient_faults_do_not_end_the_wait()
    {
        await using Service service = await Service.StartAsync(
            """
            [{"on": "get", "kind": "status", "status": 502, "times": 2}, {"on": "get", "kind": "reset", "times": 2},
             {"on": "get", "kind": "corrupt", "times": 2}, {"on": "get", "kind": "empty"},
             {"on": "get", "kind": "status", "status": 503, "body": "<html>"}, {"on": "get", "kind": "truncate", "bytes": 7},
             {"on": "get", "kind": "status", "status": 408}]
            """);
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(10);

        IReadOnlyList<WaitOutcome> outcomes = await TestWaits.RunAsync(service, ids);

        Assert.Equal(10, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Null(outcome.Error));
        Assert.Equal(20, service.Host.Requests.All.Count);
        Assert.Equal(10, service.Notes.Text.Split("Polling continues.").Length - 1);
    }

    [Theory]
    [InlineData(404, MeshVideoErrorKind.NotFound)]
    [InlineData(401, MeshVideoErrorKind.Unauthorized)]
    [InlineData(403, MeshVideoErrorKind.Forbidden)]
    public async Task A_refusal_ends_the_wait_for_its_task(int status, MeshVideoErrorKind kind)
    {
        await using Service service = await Service.StartAsync(
            $$"""{"on": "get", "kind": "status", "status": {{status}}, "skip": 1}""", options => options.RunSeconds = 1000);
        string first = service.Host.Tasks.Seed(1, status: "running")[0];
        string second = service.Host.Tasks.Seed(1, status: "running")[0];
        using TestWaits waits = new();

        waits.Waiter.Add(service.Client, first);
        await service.ArrivedAsync(request => request.Status is not null);
        waits.Waiter.Add(service.Client, second);
        await service.ArrivedAsync(_ => true, count: 6);
        Assert.All([first, second], id => service.Host.Tasks.Finish(id));
        IReadOnlyList<WaitOutcome> outcomes = await waits.EndAsync();

        Assert.Equal(2, outcomes.Count);
        WaitOutcome refused = outcomes.Single(outcome => outcome.Error is not null);
        Assert.Equal(kind, refused.Error!.Kind);
        Assert.Equal(refused.Id, refused.Error.TaskId);
        Assert.Contains(refused.Id, refused.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_fault_of_the_first_poll_ends_the_wait()
    {
        await using Service service = await Service.StartAsync("""{"on": "get", "kind": "status", "status": 407, "times": 99}""");

        WaitOutcome outcome = await TestWaits.RunAsync(service, service.Host.Tasks.Seed(1)[0]);

        Assert.Equal(MeshVideoErrorKind.ProxyAuthenticationRequired, outcome.Error?.Kind);
        Assert.Single(service.Host.Requests.All);
    }

    [Fact]
    public async Task A_configuration_fault_after_a_response_does_not_end_the_wait()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "get", "kind": "status", "status": 407, "times": 2, "skip": 1}""", options => options.RunSeconds = 1000);
        string id = service.Host.Tasks.Seed(1, status: "running")[0];
        using TestWaits waits = new();

        waits.Waiter.Add(service.Client, id);
        await service.ArrivedAsync(request => request.Status == 407, count: 2);
        service.Host.Tasks.Finish(id);
        WaitOutcome outcome = Assert.Single(await waits.EndAsync());

        Assert.Null(outcome.Error);
        Assert.Equal(VideoTaskStatus.Succeeded, outcome.Task?.Status);
    }

    [Fact]
    public async Task The_error_of_an_unknown_id_names_it()
    {
        await using Service service = await Service.StartAsync();

        WaitOutcome outcome = await TestWaits.RunAsync(service, "cgt-nobody");

        Assert.Equal(("cgt-nobody", MeshVideoErrorKind.NotFound), (outcome.Id, outcome.Error!.Kind));
        Assert.Contains("cgt-nobody", outcome.Error.Message, StringComparison.Ordinal);
        Assert.Null(outcome.Task);
    }

    [Fact]
    public async Task An_invalid_id_ends_only_its_own_wait()
    {
        await using Service service = await Service.StartAsync();

        IReadOnlyList<WaitOutcome> outcomes = await TestWaits.RunAsync(service, ["..", service.Host.Tasks.Seed(1)[0]]);

        Assert.Equal(MeshVideoErrorKind.InvalidRequest, outcomes.Single(outcome => outcome.Id == "..").Error?.Kind);
        Assert.Null(outcomes.Single(outcome => outcome.Id != "..").Error);
    }
}
