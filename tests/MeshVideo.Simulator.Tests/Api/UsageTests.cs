using System;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Api;

/// <summary>What was charged.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("byteplus/seedance-1-0-pro", "1080p", null, "0.6171")]
    [InlineData("byteplus/dreamina-seedance-2-0", "720p", null, "0.7623")]
    [InlineData("byteplus/seedance-1-5-pro", "720p", true, "0.26136")]
    [InlineData("byteplus/seedance-1-5-pro", "720p", false, "0.13068")]
    [InlineData("byteplus/experimental-free", "720p", null, "0")]
    [InlineData("bytedance/seedance-2-5", "720p", null, null)]
    public async Task A_task_that_succeeded_is_charged_by_its_tokens(string model, string resolution, bool? audio, string? cost)
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text(model: model);
        (body["resolution"], body["generate_audio"]) = (resolution, audio);
        Reply create = await service.PostAsync(body);

        JsonNode charge = Assert.Single(await EventsAsync(service))!;
        Assert.Equal(create.Header("X-Request-Id"), (string?)charge["request_id"]);
        Assert.Equal(cost, (string?)charge["cost_usd"]);
    }

    [Fact]
    public async Task A_clip_among_the_inputs_has_a_rate_of_its_own_and_a_discount_counts()
    {
        await using Service service = await Service.StartAsync(options => options.DiscountPercent = 10);
        await service.CreateAsync(Content.Body(Content.Video()));
        Assert.Equal("0.421443", (string?)Assert.Single(await EventsAsync(service))!["cost_usd"]);
    }

    [Fact]
    public async Task Only_the_key_s_own_tasks_that_succeeded_are_there_newest_first()
    {
        await using Service service = await Service.StartAsync(options => options.Keys = ["rsk_one", "rsk_two"]);
        using HttpClient other = service.ClientFor("rsk_two");
        await service.CreateAsync(client: other);
        await service.CreateAsync(Service.Text("[simulate:failed]"));
        await service.CreateAsync(Service.Text("[simulate:status=running]"));
        Reply first = await service.PostAsync(Service.Text());
        Reply second = await service.PostAsync(Service.Text());

        string?[] both = [second.Header("X-Request-Id"), first.Header("X-Request-Id")];
        Assert.Equal(both, (await EventsAsync(service)).Select(charge => (string?)charge!["request_id"]));
        Assert.Equal(
            both[..1],
            (await EventsAsync(service, """{"org_id": "o", "limit": 1}""")).Select(charge => (string?)charge!["request_id"]));
        Assert.Empty(await EventsAsync(service, """{"org_id": "", "since": "2099-01-01T00:00:00Z"}"""));
        Assert.Equal(2, (await EventsAsync(service, """{"org_id": "", "since": "2020-01-01"}""")).Count);
    }

    [Theory]
    [InlineData("{}", "body.org_id")]
    [InlineData("""{"org_id": 7}""", "body.org_id")]
    [InlineData("""{"org_id": "", "limit": 0}""", "body.limit")]
    [InlineData("""{"org_id": "", "limit": 201}""", "body.limit")]
    [InlineData("""{"org_id": "", "since": "yesterday"}""", "body.since")]
    [InlineData("[]", "body")]
    public async Task A_request_that_is_not_valid_is_422(string body, string location)
    {
        await using Service service = await Service.StartAsync();
        Assert.Equal([location], (await PostAsync(service, body)).Locations);
    }

    private static async Task<JsonArray> EventsAsync(Service service, string body = """{"org_id": ""}""") =>
        (await PostAsync(service, body)).Json["events"]!.AsArray();

    private static async Task<Reply> PostAsync(Service service, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        return await Reply.OfAsync(service.Client.PostAsync(new Uri("/v1/usage/events", UriKind.Relative), content));
    }
}
