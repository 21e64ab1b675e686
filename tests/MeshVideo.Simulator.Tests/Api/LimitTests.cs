using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Api;

public sealed class LimitTests
{
    [Fact]
    public async Task Past_the_spend_limit_a_key_gets_402_and_no_task()
    {
        await using Service service = await Service.StartAsync(
            options => (options.SpendLimit, options.Keys) = (2, ["rsk_one", "rsk_two"]));
        await service.CreateAsync();
        await service.CreateAsync();

        Reply reply = await service.PostAsync(Service.Text());
        Assert.Equal(402, reply.Status);
        Assert.Equal("spend_limit_exceeded", reply.ErrorCode);
        Assert.Equal(2, service.Host.Tasks.Count);

        using HttpClient other = service.ClientFor("rsk_two");
        await service.CreateAsync(client: other);
    }

    [Fact]
    public async Task A_request_that_is_not_valid_spends_nothing()
    {
        await using Service service = await Service.StartAsync(options => options.SpendLimit = 1);
        Assert.Equal(422, (await service.PostAsync("{}")).Status);
        await service.CreateAsync();
    }

    [Fact]
    public async Task Past_the_rate_limit_it_is_429_with_Retry_After()
    {
        await using Service service = await Service.StartAsync(options => options.RateLimit = 1);
        Reply reply;
        do
        {
            reply = await service.PostAsync(Service.Text());
        }
        while (reply.Status == 200);

        Assert.Equal(429, reply.Status);
        Assert.Equal("rate_limit_exceeded", reply.ErrorCode);
        Assert.Equal("1", reply.Header("Retry-After"));
        Assert.Equal(1, (int)reply.Json["error"]!["retry_after_seconds"]!);
    }

    [Fact]
    public async Task Past_the_number_of_running_tasks_it_is_429_without_Retry_After()
    {
        await using Service service = await Service.StartAsync(
            options => (options.MaxRunning, options.RunSeconds, options.Keys) = (2, 3600, ["rsk_one", "rsk_two"]));
        string first = await service.CreateAsync();
        await service.CreateAsync();

        Reply reply = await service.PostAsync(Service.Text());
        Assert.Equal((429, "rate_limit_exceeded"), (reply.Status, reply.ErrorCode));
        Assert.Null(reply.Header("Retry-After"));
        Assert.False(reply.Json["error"]!.AsObject().ContainsKey("retry_after_seconds"));
        Assert.Equal(2, service.Host.Tasks.Count);

        // Another key has places of its own, and a task that ends makes place for the next.
        using HttpClient other = service.ClientFor("rsk_two");
        await service.CreateAsync(client: other);
        service.Host.Tasks.Finish(first, "failed");
        await service.CreateAsync();
        Assert.Equal(429, (await service.PostAsync(Service.Text())).Status);
    }

    [Fact]
    public async Task A_create_may_take_its_time_after_the_task_is_made()
    {
        await using Service service = await Service.StartAsync(options => options.CreateSeconds = 3600);
        Task<Reply> create = service.PostAsync(Service.Text());
        await service.Host.Requests.WaitForAsync(request => request.TaskId is not null, 1, System.TimeSpan.FromSeconds(30));
        Assert.Equal(1, service.Host.Tasks.Count);
        Assert.False(create.IsCompleted);
        await service.Host.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => create);
    }

    [Theory]
    [InlineData(RequestBody.MaximumBytes, 400)]
    [InlineData(RequestBody.MaximumBytes + 1, 413)]
    public async Task A_body_past_64_MB_is_413(int size, int status)
    {
        await using Service service = await Service.StartAsync();
        using ByteArrayContent content = new(new byte[size]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Assert.Equal(status, (await Reply.OfAsync(service.Client.PostAsync(Service.Generations, content))).Status);
    }

    [Fact]
    public async Task A_chunked_body_past_64_MB_is_413()
    {
        await using Service service = await Service.StartAsync();
        using HttpRequestMessage message = new(HttpMethod.Post, Service.Generations)
        {
            Content = new ByteArrayContent(new byte[RequestBody.MaximumBytes + 1]),
            Headers = { TransferEncodingChunked = true },
        };
        Assert.Equal(413, (await Reply.OfAsync(service.Client.SendAsync(message))).Status);
    }
}
