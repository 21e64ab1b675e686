using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Api;

public sealed class ListTests
{
    [Fact]
    public async Task The_list_never_looks_at_a_task()
    {
        await using Service service = await Service.StartAsync(options => options.QueueSeconds = 3600);
        string id = await service.CreateAsync();
        service.Host.Tasks.Finish(id);
        Assert.Equal("queued", (string?)Row(await service.GetAsync(Service.Generations))["status"]);
        Assert.Equal("queued", (string?)Row(await service.GetAsync(Service.Generations))["status"]);

        JsonObject task = await service.TaskAsync(id);
        JsonObject row = Row(await service.GetAsync(Service.Generations));
        Assert.Equal("succeeded", (string?)row["status"]);
        Assert.True(JsonNode.DeepEquals(task, row));
        Assert.Equal(0, (int)(await service.GetAsync(Service.Generations + "?status=queued")).Json["total"]!);
    }

    [Fact]
    public async Task Newest_come_first_in_pages()
    {
        await using Service service = await Service.StartAsync();
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(120);
        JsonNode first = (await service.GetAsync(Service.Generations)).Json;
        Assert.Equal("list", (string?)first["object"]);
        Assert.Equal(ids.Take(50), Ids(first));
        Assert.True((bool)first["has_more"]!);
        Assert.Equal(120, (int)first["total"]!);
        Assert.Equal(50, (int)first["limit"]!);
        Assert.Equal(0, (int)first["offset"]!);

        JsonNode last = (await service.GetAsync(Service.Generations + "?limit=200&offset=100")).Json;
        Assert.Equal(ids.Skip(100), Ids(last));
        Assert.False((bool)last["has_more"]!);
        Assert.Empty(Ids((await service.GetAsync(Service.Generations + "?offset=500")).Json));
    }

    [Fact]
    public async Task A_new_task_pushes_the_rows_down()
    {
        await using Service service = await Service.StartAsync();
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(4);
        Assert.Equal(ids.Take(2), Ids((await service.GetAsync(Service.Generations + "?limit=2")).Json));
        await service.CreateAsync();
        Assert.Equal(ids.Skip(1).Take(2), Ids((await service.GetAsync(Service.Generations + "?limit=2&offset=2")).Json));
    }

    [Fact]
    public async Task Status_and_model_filter_and_may_be_repeated()
    {
        await using Service service = await Service.StartAsync();
        TaskStore tasks = service.Host.Tasks;
        string done = tasks.Seed(1).Single();
        string failed = tasks.Seed(1, status: "failed").Single();
        string running = tasks.Seed(1, status: "running", model: "byteplus/experimental").Single();

        Assert.Equal([done], await Ids("?status=succeeded"));
        Assert.Equal([failed, done], await Ids("?status=succeeded&status=failed"));
        Assert.Equal([running], await Ids("?model=byteplus%2Fexperimental"));
        Assert.Equal([running, failed, done], await Ids($"?model=byteplus/experimental&model={Service.Model}"));
        Assert.Empty(await Ids("?model=byteplus/experimental&status=failed"));

        async Task<string[]> Ids(string query) => ListTests.Ids((await service.GetAsync(Service.Generations + query)).Json);
    }

    [Fact]
    public async Task Created_after_includes_its_moment_and_created_before_does_not()
    {
        await using Service service = await Service.StartAsync();
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(5);
        string moment = Uri.EscapeDataString(service.Host.Tasks.All[2].CreatedAt.ToString("O"));
        Assert.Equal(ids.Take(3), Ids((await service.GetAsync($"{Service.Generations}?created_after={moment}")).Json));
        Assert.Equal(ids.Skip(3), Ids((await service.GetAsync($"{Service.Generations}?created_before={moment}")).Json));
        Reply all = await service.GetAsync(Service.Generations + "?created_after=2020-01-01&created_before=2100-01-01T00:00Z");
        Assert.Equal(5, (int)all.Json["total"]!);
    }

    [Theory]
    [InlineData("limit=0", "query.limit")]
    [InlineData("limit=201", "query.limit")]
    [InlineData("limit=ten", "query.limit")]
    [InlineData("offset=-1", "query.offset")]
    [InlineData("created_after=yesterday", "query.created_after")]
    [InlineData("created_before=05/14/2026", "query.created_before")]
    [InlineData("created_after=2026-05-14T00:00:00+00:00", "query.created_after")] // an unescaped plus is a space
    public async Task A_query_that_is_not_well_formed_is_422(string query, string location)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.GetAsync($"{Service.Generations}?{query}");
        Assert.Equal(422, reply.Status);
        Assert.Equal([location], reply.Locations);
    }

    [Fact]
    public async Task Seeded_tasks_have_files()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Tasks.Seed(1);
        JsonObject row = Row(await service.GetAsync(Service.Generations));
        Reply reply = await service.GetAsync((string)row["content"]!["video_url"]!, service.Anonymous);
        Assert.Equal(200, reply.Status);
    }

    private static JsonObject Row(Reply reply) => reply.Json["data"]!.AsArray().Single()!.AsObject();

    private static string[] Ids(JsonNode page) => [.. page["data"]!.AsArray().Select(row => (string)row!["id"]!)];
}
