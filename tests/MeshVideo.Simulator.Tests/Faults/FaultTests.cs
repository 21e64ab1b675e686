using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Faults;

/// <summary>Faults of the API; those of files have tests of their own.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(400, "invalid_request")]
    [InlineData(403, "forbidden")]
    [InlineData(409, "conflict")]
    [InlineData(429, "rate_limit_exceeded")]
    [InlineData(500, "internal_error")]
    [InlineData(503, "upstream_error")]
    [InlineData(504, "gateway_timeout")]
    public async Task A_status_has_the_contract_s_code_and_records_nothing(int status, string code)
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add(new Fault { On = FaultTarget.Create, Kind = FaultKind.Status, Status = status });
        Reply reply = await service.PostAsync(Service.Text());
        Assert.Equal(status, reply.Status);
        Assert.Equal(code, reply.ErrorCode);
        Assert.Equal(0, service.Host.Tasks.Count);
        await service.CreateAsync();
    }

    [Fact]
    public async Task A_status_may_be_told_in_full()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""
            {"on":"list","kind":"status","status":429,"code":"slow_down","message":"Slower.",
             "retryAfter":7,"bodyRetryAfter":9.5,"headers":{"X-Odd":"1"}}
            """);
        Reply reply = await service.GetAsync(Service.Generations);
        Assert.Equal("slow_down", reply.ErrorCode);
        Assert.Equal("Slower.", (string?)reply.Json["error"]!["message"]);
        Assert.Equal(9.5, (double)reply.Json["error"]!["retry_after_seconds"]!);
        Assert.Equal("7", reply.Header("Retry-After"));
        Assert.Equal("1", reply.Header("X-Odd"));
    }

    [Fact]
    public async Task Retry_After_may_be_a_date_and_the_body_a_page()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""
            {"on":"models","kind":"status","status":502,"retryAfter":"date:60","body":"<h1>Bad gateway</h1>"}
            """);
        Reply reply = await service.GetAsync("/v1/models");
        Assert.Equal("text/html", reply.ContentType);
        Assert.Equal("<h1>Bad gateway</h1>", reply.Text);
        TimeSpan ahead = reply.Message.Headers.RetryAfter!.Date!.Value - DateTimeOffset.UtcNow;
        Assert.InRange(ahead, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(61));
    }

    [Theory]
    [InlineData(FaultKind.Status, false, 0)]
    [InlineData(FaultKind.Status, true, 1)]
    [InlineData(FaultKind.Reset, false, 0)]
    [InlineData(FaultKind.Reset, true, 1)]
    [InlineData(FaultKind.Refuse, false, 0)]
    [InlineData(FaultKind.Corrupt, false, 1)]
    [InlineData(FaultKind.Empty, false, 1)]
    [InlineData(FaultKind.Truncate, false, 1)]
    [InlineData(FaultKind.Redirect, false, 0)]
    public async Task A_task_is_recorded_or_not(FaultKind kind, bool after, int recorded)
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add(new Fault { On = FaultTarget.Create, Kind = kind, After = after, Status = 500, Location = "/" });
        try
        {
            await service.PostAsync(Service.Text());
        }
        catch (HttpRequestException)
        {
        }

        Assert.Equal(recorded, service.Host.Tasks.Count);
        Assert.Empty(service.Host.Faults.All);
    }

    [Theory]
    [InlineData(FaultKind.Reset, false)]
    [InlineData(FaultKind.Reset, true)]
    [InlineData(FaultKind.Refuse, false)]
    public async Task A_reset_ends_the_connection_without_an_answer(FaultKind kind, bool after)
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add(new Fault { On = FaultTarget.Create, Kind = kind, After = after });
        await Assert.ThrowsAsync<HttpRequestException>(() => service.PostAsync(Service.Text()));
        Assert.Null(service.Host.Requests.All.Single().Status);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_hanging_request_ends_with_its_client(bool after, int recorded)
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add(new Fault { On = FaultTarget.Create, Kind = FaultKind.Hang, After = after });
        using CancellationTokenSource giveUp = new();
        using StringContent content = new(Service.Text().ToJsonString(), null, "application/json");
        Task<HttpResponseMessage> hanging = service.Client.PostAsync(Service.Generations, content, giveUp.Token);
        await service.Host.Requests.WaitForAsync(
            request => after ? request.TaskId is not null : request.BodyBytes > 0, 1, TimeSpan.FromSeconds(10));

        Assert.False(hanging.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.Equal(recorded, service.Host.Tasks.Count);
        Assert.Null(service.Host.Requests.All.Single().Status);
    }

    [Fact]
    public async Task A_hanging_request_does_not_keep_the_simulator()
    {
        Service service = await Service.StartAsync();
        service.Host.Faults.Add("""{"on":"get","kind":"hang"}""");
        Task<Reply> hanging = service.GetAsync(Service.Generations + "/cgt-1");
        await service.Host.Requests.WaitForAsync(_ => true, 1, TimeSpan.FromSeconds(10));
        await service.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await service.Host.DisposeAsync(); // A second call does nothing.
        await Assert.ThrowsAnyAsync<Exception>(() => hanging);
    }

    [Fact]
    public async Task A_delay_only_takes_its_time()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""{"on":"create","kind":"delay","ms":150}""");
        long started = Stopwatch.GetTimestamp();
        await service.CreateAsync();
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromMilliseconds(140));
    }

    [Fact]
    public async Task A_corrupt_answer_is_200_and_no_JSON()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""{"on":"create","kind":"corrupt"}""");
        Reply reply = await service.PostAsync(Service.Text());
        Assert.Equal(200, reply.Status);
        Assert.NotEmpty(reply.Bytes);
        Assert.ThrowsAny<JsonException>(() => reply.Json);
    }

    [Fact]
    public async Task An_empty_answer_is_200_without_a_body()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""{"on":"list","kind":"empty"}""");
        Reply reply = await service.GetAsync(Service.Generations);
        Assert.Equal(200, reply.Status);
        Assert.Empty(reply.Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_truncated_answer_ends_before_its_length(int bytes)
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add(new Fault { On = FaultTarget.List, Kind = FaultKind.Truncate, Bytes = bytes });
        using HttpResponseMessage response = await service.Client.GetAsync(
            Service.Generations, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.Content.Headers.ContentLength > bytes);
        using Stream body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[bytes]);
        await Assert.ThrowsAsync<HttpIOException>(async () => await body.ReadExactlyAsync(new byte[1]));
    }

    [Fact]
    public async Task A_stalled_answer_falls_silent()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""{"on":"list","kind":"stall","bytes":5}""");
        using HttpResponseMessage response = await service.Client.GetAsync(
            Service.Generations, HttpCompletionOption.ResponseHeadersRead);
        using Stream body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[5]);
        using CancellationTokenSource patience = new(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await body.ReadExactlyAsync(new byte[1], patience.Token));
    }

    [Fact]
    public async Task A_redirect_leads_elsewhere()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""{"on":"get","kind":"redirect","location":"https://example.com/"}""");
        service.Host.Faults.Add("""{"on":"get","kind":"redirect","location":"/x","status":308}""");
        Reply reply = await service.GetAsync(Service.Generations + "/cgt-1");
        Assert.Equal((302, "https://example.com/"), (reply.Status, reply.Header("Location")));
        reply = await service.GetAsync(Service.Generations + "/cgt-1");
        Assert.Equal((308, "/x"), (reply.Status, reply.Header("Location")));
    }

    [Fact]
    public async Task Faults_are_met_in_order_as_often_as_they_say()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Faults.Add("""
            [{"on":"list","kind":"status","status":500,"skip":1,"times":2},
             {"on":"any","kind":"status","status":503,"skip":1,"times":-1}]
            """);
        Assert.Equal("200 500 500 503 503", await Statuses(5));
        service.Host.Faults.Clear();
        Assert.Equal("200", await Statuses(1));

        async Task<string> Statuses(int count)
        {
            int[] statuses = new int[count];
            for (int i = 0; i < count; i++)
            {
                statuses[i] = (await service.GetAsync(Service.Generations)).Status;
            }

            return string.Join(' ', statuses);
        }
    }

    [Fact]
    public async Task A_fault_may_concern_one_task()
    {
        await using Service service = await Service.StartAsync();
        (string one, string two) = (await service.CreateAsync(), await service.CreateAsync());
        service.Host.Faults.Add(new Fault { On = FaultTarget.Get, Kind = FaultKind.Status, Status = 500, Id = two });
        Assert.Equal(200, (await service.GetAsync($"{Service.Generations}/{one}")).Status);
        Assert.Equal(500, (await service.GetAsync($"{Service.Generations}/{two}")).Status);
    }

    [Fact]
    public async Task Any_means_the_API_and_not_the_files()
    {
        await using Service service = await Service.StartAsync();
        Uri link = await service.VideoAsync();
        service.Host.Faults.Add("""{"on":"any","kind":"status","status":500,"times":-1}""");
        Assert.Equal(200, (await service.GetAsync(link.AbsoluteUri, service.Anonymous)).Status);
        Assert.Equal(500, (await service.GetAsync("/v1/models")).Status);
        Assert.Equal(500, (await service.GetAsync("/elsewhere")).Status);
    }

    [Fact]
    public async Task Expired_links_come_from_the_next_look()
    {
        await using Service service = await Service.StartAsync();
        string id = await service.CreateAsync();
        service.Host.Faults.Add("""{"on":"get","kind":"expire-links"}""");
        Assert.Equal(403, await Download());
        Assert.Equal(200, await Download());

        async Task<int> Download() =>
            (await service.GetAsync((string)(await service.TaskAsync(id))["content"]!["video_url"]!, service.Anonymous)).Status;
    }

    [Theory]
    [InlineData("""{"on":"create"}""")]
    [InlineData("""{"kind":"hang"}""")]
    [InlineData("""{"on":"create","kind":"explode"}""")]
    [InlineData("""{"on":"create","kind":"hang","typo":1}""")]
    [InlineData("""{"on":"create","kind":"status"}""")]
    [InlineData("""{"on":"create","kind":"status","status":429,"retryAfter":"date:soon"}""")]
    [InlineData("""{"on":"create","kind":"redirect"}""")]
    [InlineData("""{"on":"get","kind":"no-range"}""")]
    [InlineData("""{"on":"file","kind":"throttle"}""")]
    [InlineData("hang")]
    public void A_fault_that_makes_no_sense_is_refused(string json) => Assert.Throws<FormatException>(() => Fault.Parse(json));
}
