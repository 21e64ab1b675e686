using System;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Journal;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Client.Tests.Validation;
using Xunit;

namespace MeshVideo.Client.Tests.Costs;

/// <summary>What a task has cost: its tokens at their price, or what the service has charged.</summary>
public sealed class TaskCostTests
{
    [Theory]
    [InlineData(VideoTaskStatus.Succeeded, 7.0, 0.7623)]
    [InlineData(VideoTaskStatus.Succeeded, null, null)]
    [InlineData(VideoTaskStatus.Failed, 7.0, 0.0)]
    [InlineData(VideoTaskStatus.Expired, null, 0.0)]
    [InlineData(VideoTaskStatus.Cancelled, 7.0, 0.0)]
    [InlineData(VideoTaskStatus.Running, 7.0, null)]
    [InlineData(VideoTaskStatus.Unknown, 7.0, null)]
    public void Only_tasks_that_have_succeeded_cost_something(VideoTaskStatus status, double? rate, double? cost)
    {
        VideoTask task = new()
        {
            Id = "cgt-1",
            Status = status,
            Usage = new VideoTaskUsage(108_900, 108_900),
            UsdPer1MTokens = (decimal?)rate,
        };

        Assert.Equal((decimal?)cost, task.Cost);
        Assert.Equal(cost is null ? null : CostKind.Estimated, task.CostKind);
    }

    [Fact]
    public async Task The_price_of_a_task_that_was_only_read_follows_from_its_tokens()
    {
        await using Service service = await Service.StartAsync();
        CostEstimator prices = await service.Client.ReadPricesAsync(ModelTable.Default);
        MediaSource clip = ClientAndService.Data("video/mp4", SampleClips.Mp4(3));

        Assert.Equal(0.7623m, await CostAsync(new() { Prompt = "p" }));
        Assert.Equal(
            0.13068m, await CostAsync(new() { Prompt = "p", Model = "byteplus/seedance-1-5-pro", GenerateAudio = false }));
        Assert.Equal(0.26136m, await CostAsync(new() { Prompt = "p", Model = "byteplus/seedance-1-5-pro" }));
        Assert.Null(await CostAsync(new() { Prompt = "p", Model = "bytedance/seedance-2-5" }));
        Assert.Null(await CostAsync(new() { Prompt = "p", Model = "byteplus/seedance-1-5-pro", ServiceTier = "flex" }));
        Assert.Null(await CostAsync(new() { Prompt = "p", ReferenceVideos = [clip] }));

        async Task<decimal?> CostAsync(VideoRequest request)
        {
            VideoTask task = await service.Client.GetAsync((await service.Client.CreateAsync(request)).Id);
            prices.SetPrice(task);
            return task.Cost;
        }
    }

    [Fact]
    public async Task Charges_are_read_once_for_many_tasks_by_the_ids_that_the_journal_keeps()
    {
        await using Service service = await Service.StartAsync();
        using Batch batch = new();
        await batch.RunAsync(service, "a", "b", "c [simulate:failed]");
        VideoTask[] tasks = [.. BatchJournal.ReadTasks(batch.Path)];
        VideoTask[] read = await Task.WhenAll(
            tasks.Select(async task => (await service.Client.GetAsync(task.Id)).CarryOver(task)));
        int before = service.Posts.Count;

        int missing = await service.Client.ReadChargesAsync(read);

        Assert.Equal(0, missing);
        Assert.All(tasks, task => Assert.StartsWith("req_", task.CreateRequestId, StringComparison.Ordinal));
        Assert.Equal([0.7623m, 0.7623m, 0m], read.Select(task => task.Cost));
        Assert.Equal([CostKind.Charged, CostKind.Charged, CostKind.Estimated], read.Select(task => task.CostKind));
        Assert.Equal("/v1/usage/events", Assert.Single(service.Posts.Skip(before)).Path);
    }

    [Theory]
    [InlineData("""{"events": []}""", 1)]
    [InlineData("""{"events": [null, {}, {"request_id": "other", "cost_usd": "1"}, {"request_id": "req_1"}]}""", 1)]
    [InlineData("""{"events": [{"request_id": "req_1", "cost_usd": "0.5"}, {"request_id": "req_1", "cost_usd": 0.25}]}""", 0)]
    public async Task A_charge_that_is_not_listed_is_not_known(string response, int expected)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, response));
        VideoTask task = new() { Id = "cgt-1", Status = VideoTaskStatus.Succeeded, CreateRequestId = "req_1" };

        int missing = await Service.ClientOf(server.Address).ReadChargesAsync([task]);

        Assert.Equal((expected, expected == 0 ? 0.75m : null), (missing, task.Cost));
        string body = System.Text.Encoding.UTF8.GetString(server.Requests[0].Body!);
        Assert.Matches("""^{"org_id": "", "since": "[0-9-]+T[0-9:.]+Z", "limit": 200}$""", body);
    }

    [Fact]
    public async Task Without_the_id_of_a_create_request_nothing_is_asked()
    {
        await using Service service = await Service.StartAsync();

        Assert.Equal(1, await service.Client.ReadChargesAsync([await service.SucceededAsync()]));
        Assert.Empty(service.Posts);
    }

    [Fact]
    public async Task A_response_without_a_list_is_invalid()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"data": []}"""));
        VideoTask task = new() { Id = "cgt-1", Status = VideoTaskStatus.Succeeded, CreateRequestId = "req_1" };

        await Expect.ErrorAsync(
            MeshVideoErrorKind.InvalidResponse, Service.ClientOf(server.Address).ReadChargesAsync([task]));
    }
}
