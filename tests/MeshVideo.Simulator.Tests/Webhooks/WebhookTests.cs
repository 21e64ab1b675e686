using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Webhooks;

public sealed class WebhookTests
{
    [Fact]
    public async Task The_task_is_posted_when_it_ends_by_the_clock()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using Service service = await Service.StartAsync(options => options.RunSeconds = 0.05);
        string id = await CreateAsync(service, receiver);

        (string head, string body) = await receiver.NextAsync();
        Assert.Equal("POST application/json /hook", head);
        JsonObject posted = JsonNode.Parse(body)!.AsObject();
        Assert.Equal("succeeded", (string?)posted["status"]);

        // The database has learnt of it, though nobody asked for the task.
        JsonNode row = (await service.GetAsync(Service.Generations)).Json["data"]![0]!;
        Assert.True(JsonNode.DeepEquals(posted, row));

        // It is what GET answers, but for the links, which are fresh.
        JsonObject task = await service.TaskAsync(id);
        posted.Remove("content");
        task.Remove("content");
        Assert.True(JsonNode.DeepEquals(posted, task));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("expired")]
    public async Task Other_ends_are_announced_too(string status)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using Service service = await Service.StartAsync();
        await CreateAsync(service, receiver, $"[simulate:{status}]");
        Assert.Equal(status, (string?)(await receiver.NextTaskAsync())["status"]);
    }

    [Fact]
    public async Task Each_status_may_be_announced()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using Service service = await Service.StartAsync(options =>
            (options.WebhookPerStatus, options.QueueSeconds, options.RunSeconds) = (true, 0.5, 3600));
        string id = await CreateAsync(service, receiver);
        Assert.Equal("queued", (string?)(await receiver.NextTaskAsync())["status"]);
        Assert.Equal("running", (string?)(await receiver.NextTaskAsync())["status"]);
        service.Host.Tasks.Finish(id);
        Assert.Equal("succeeded", (string?)(await receiver.NextTaskAsync())["status"]);
    }

    [Fact]
    public async Task The_content_may_be_an_array()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using Service service = await Service.StartAsync(options => options.ContentAsArray = true);
        JsonObject body = Service.Text();
        (body["callback_url"], body["return_last_frame"]) = (receiver.Address, true);
        string id = await service.CreateAsync(body);
        JsonNode[] shown =
        [
            await receiver.NextTaskAsync(),
            await service.TaskAsync(id),
            (await service.GetAsync(Service.Generations)).Json["data"]![0]!,
        ];
        Assert.All(shown, task =>
        {
            Assert.Equal(["video_url", "last_frame_url"], task["content"]!.AsArray().Select(item => (string?)item!["type"]));
            Assert.All(task["content"]!.AsArray(), item => Assert.StartsWith("http://", (string?)item!["url"]));
        });
    }

    [Fact]
    public async Task A_cancelled_task_is_not_announced()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using Service service = await Service.StartAsync();
        await CreateAsync(service, receiver, "[simulate:cancelled]");
        string announced = await CreateAsync(service, receiver);
        Assert.Equal(announced, (string?)(await receiver.NextTaskAsync())["id"]);
        Assert.False(receiver.HasMore);
    }

    [Fact]
    public async Task Finishing_a_task_announces_it_at_once()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using Service service = await Service.StartAsync(options => options.RunSeconds = 3600);
        service.Host.Tasks.Finish(await CreateAsync(service, receiver), "failed");
        Assert.Equal("failed", (string?)(await receiver.NextTaskAsync())["status"]);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(302)]
    public async Task There_is_one_try_whatever_the_answer(int status)
    {
        await using Receiver receiver = await Receiver.StartAsync(status);
        await using Service service = await Service.StartAsync();
        string id = await CreateAsync(service, receiver);
        await receiver.NextAsync();
        CallbackDelivery delivery = await DeliveryAsync(service, id);
        Assert.Equal((status, "succeeded"), (delivery.Answer, delivery.TaskStatus));
        Assert.False(receiver.HasMore);
    }

    [Fact]
    public async Task A_dead_address_is_noted()
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Service.Text();
        body["callback_url"] = "http://127.0.0.1:1/hook";
        CallbackDelivery delivery = await DeliveryAsync(service, await service.CreateAsync(body));
        Assert.Null(delivery.Answer);
        Assert.NotEmpty(delivery.Error!);
    }

    [Fact]
    public async Task A_callback_can_be_lost_or_broken()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using Service service = await Service.StartAsync();
        foreach (FaultKind kind in (FaultKind[])[FaultKind.Reset, FaultKind.Corrupt, FaultKind.Empty, FaultKind.Delay])
        {
            service.Host.Faults.Add(new Fault { On = FaultTarget.Webhook, Kind = kind });
        }

        Assert.NotNull((await DeliveryAsync(service, await CreateAsync(service, receiver))).Error);
        Assert.False(receiver.HasMore);

        await CreateAsync(service, receiver);
        await Assert.ThrowsAnyAsync<JsonException>(receiver.NextTaskAsync);
        await CreateAsync(service, receiver);
        Assert.Empty((await receiver.NextAsync()).Body);
        await CreateAsync(service, receiver);
        Assert.Equal("succeeded", (string?)(await receiver.NextTaskAsync())["status"]);
    }

    [Fact]
    public async Task Each_second_callback_can_be_lost()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""{"on": "webhook", "kind": "reset", "every": 2, "times": -1}""");
        for (int round = 0; round < 2; round++)
        {
            string heard = await CreateAsync(service, receiver);
            Assert.Equal(heard, (string?)(await receiver.NextTaskAsync())["id"]);
            Assert.NotNull((await DeliveryAsync(service, await CreateAsync(service, receiver))).Error);
        }

        Assert.False(receiver.HasMore);
    }

    private static Task<string> CreateAsync(Service service, Receiver receiver, string prompt = "a cat")
    {
        JsonObject body = Service.Text(prompt);
        body["callback_url"] = receiver.Address;
        return service.CreateAsync(body);
    }

    /// <summary>The attempt is noted when its answer has come, which the receiver cannot tell.</summary>
    private static async Task<CallbackDelivery> DeliveryAsync(Service service, string id)
    {
        for (int i = 0; i < 1000; i++)
        {
            if (service.Host.Tasks.All.Single(task => task.Id == id).Callbacks is [var delivery])
            {
                return delivery;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException("No attempt was made.");
    }
}
