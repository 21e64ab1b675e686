using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Admin;

public sealed class AdminTests
{
    [Fact]
    public async Task Faults_come_and_go()
    {
        await using Service service = await Service.StartAsync();
        const string Two = """[{"on":"list","kind":"status","status":500,"times":2},{"on":"file","kind":"expire-links"}]""";
        Assert.Equal(200, (await service.AdminAsync("/faults", Two)).Status);
        Assert.Equal(500, (await service.GetAsync(Service.Generations)).Status);

        JsonArray faults = (await service.GetAsync("/simulator/faults", service.Anonymous)).Json.AsArray();
        Assert.Equal(2, faults.Count);
        Assert.Equal(("list", 1), ((string?)faults[0]!["on"], (int)faults[0]!["times"]!));
        Assert.Equal("expire-links", (string?)faults[1]!["kind"]);

        Assert.Equal(204, (await Reply.OfAsync(service.Anonymous.DeleteAsync("/simulator/faults"))).Status);
        Assert.Equal(200, (await service.GetAsync(Service.Generations)).Status);
    }

    [Fact]
    public async Task A_fault_that_makes_no_sense_is_422()
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.AdminAsync("/faults", """{"on":"list","kind":"explode"}""");
        Assert.Equal(422, reply.Status);
        Assert.NotEmpty((string)reply.Json["detail"]!);
    }

    [Fact]
    public async Task Requests_are_listed_with_what_is_known_of_them()
    {
        await using Service service = await Service.StartAsync();
        string id = await service.CreateAsync();
        await service.GetAsync(Service.Generations + "?limit=5");
        await service.GetAsync("/v1/models", service.Anonymous);

        JsonArray requests = (await service.GetAsync("/simulator/requests", service.Anonymous)).Json.AsArray();
        Assert.Equal([1, 2, 3], requests.Select(request => (int)request!["sequence"]!));
        Assert.Equal([200, 200, 401], requests.Select(request => (int)request!["status"]!));
        Assert.Equal([true, true, false], requests.Select(request => (bool)request!["hasAuthorization"]!));
        Assert.Equal("POST", (string?)requests[0]!["method"]);
        Assert.Equal("api", (string?)requests[0]!["port"]);
        Assert.Equal(id, (string?)requests[0]!["taskId"]);
        Assert.Equal(Service.Text().ToJsonString(), (string?)requests[0]!["body"]);
        Assert.Equal(Service.Text().ToJsonString().Length, (int)requests[0]!["bodyBytes"]!);
        Assert.Equal("?limit=5", (string?)requests[1]!["query"]);
        Assert.Equal((string?)requests[0]!["connectionId"], (string?)requests[1]!["connectionId"]);

        Reply filtered = await service.GetAsync("/simulator/requests?method=GET&path=/v1/video", service.Anonymous);
        Assert.Equal(2, (int)Assert.Single(filtered.Json.AsArray())!["sequence"]!);
        await service.Anonymous.DeleteAsync("/simulator/requests");
        Assert.Empty((await service.GetAsync("/simulator/requests", service.Anonymous)).Json.AsArray());
    }

    [Fact]
    public async Task One_can_wait_for_requests()
    {
        await using Service service = await Service.StartAsync();
        string query = $"method=POST&path={Service.Generations}&recorded=true&count=2&timeout=10";
        Task<Reply> waiting = service.GetAsync("/simulator/requests/wait?" + query, service.Anonymous);
        await service.CreateAsync();
        Assert.False(waiting.IsCompleted);
        await service.CreateAsync();
        Assert.Equal(2, (await waiting).Json.AsArray().Count);

        Reply vain = await service.GetAsync("/simulator/requests/wait?method=DELETE&timeout=0.05", service.Anonymous);
        Assert.Equal(408, vain.Status);
        await Assert.ThrowsAsync<TimeoutException>(
            () => service.Host.Requests.WaitForAsync(_ => false, 1, TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task Tasks_can_be_seeded_and_listed()
    {
        await using Service service = await Service.StartAsync(options => options.Keys = ["rsk_one", "rsk_two"]);
        using HttpClient two = service.ClientFor("rsk_two");
        const string Seed = """{"count":3,"key":"rsk_two","status":"failed","model":"byteplus/experimental"}""";
        JsonArray ids = (await service.AdminAsync("/tasks/seed", Seed)).Json.AsArray();
        JsonArray rows = (await service.GetAsync(Service.Generations, two)).Json["data"]!.AsArray();
        Assert.Equal(ids.Select(id => (string?)id), rows.Select(row => (string?)row!["id"]));
        Assert.Equal(2, (long)rows[0]!["created_at"]! - (long)rows[2]!["created_at"]!);

        JsonArray tasks = (await service.GetAsync("/simulator/tasks", service.Anonymous)).Json.AsArray();
        Assert.All(tasks, task =>
        {
            Assert.Equal(1, (int)task!["key"]!);
            Assert.Equal("failed", (string?)task["status"]);
            Assert.Equal("byteplus/experimental", (string?)task["model"]);
            Assert.Empty(task["callbacks"]!.AsArray());
        });
        Assert.Equal(ids.Select(id => (string?)id), tasks.Reverse().Select(task => (string?)task!["id"]));
        Assert.Equal(422, (await service.AdminAsync("/tasks/seed", """{"number":3}""")).Status);
    }

    [Fact]
    public async Task A_task_can_be_ended()
    {
        await using Service service = await Service.StartAsync(options => options.RunSeconds = 3600);
        string id = await service.CreateAsync();
        Assert.Equal(422, (await service.AdminAsync($"/tasks/{id}/finish", """{"status":"running"}""")).Status);
        Assert.Equal(404, (await service.AdminAsync("/tasks/cgt-none/finish", "{}")).Status);
        const string Failed = """{"status":"failed","code":"invalid_input"}""";
        Assert.Equal(204, (await service.AdminAsync($"/tasks/{id}/finish", Failed)).Status);
        Assert.Equal(409, (await service.AdminAsync($"/tasks/{id}/finish", "{}")).Status);
        Assert.Equal("invalid_input", (string?)(await service.TaskAsync(id))["error"]!["code"]);
    }

    [Fact]
    public async Task The_simulator_s_own_endpoints_meet_no_faults_and_leave_no_trace()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""{"on":"any","kind":"reset","times":-1}""");
        await service.GetAsync("/simulator/tasks", service.Anonymous);
        Assert.Empty(service.Host.Requests.All);
        await Assert.ThrowsAsync<HttpRequestException>(() => service.GetAsync("/v1/models"));
        Assert.Single(service.Host.Requests.All);
    }
}
