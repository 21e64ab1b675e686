using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Simulator.Requests;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>A create is sent again only where it surely was not carried out.</summary>
public sealed class CreateRetryTests
{
    private static readonly VideoRequest Request = new() { Prompt = "a lake" };

    [Theory]
    [InlineData("\"retryAfter\": 1", 1.0)]
    [InlineData("\"bodyRetryAfter\": 1.2", 1.2)]
    [InlineData("\"retryAfter\": 1, \"bodyRetryAfter\": 2", 2.0)]
    [InlineData("\"retryAfter\": 2, \"bodyRetryAfter\": 1", 2.0)]
    public async Task Too_many_requests_is_sent_again_not_before_its_time(string when, double seconds)
    {
        await using Service service = await Service.StartAsync(
            $$"""{"on": "create", "kind": "status", "status": 429, {{when}}}""");

        VideoTask task = await service.Client.CreateAsync(Request);

        Assert.Equal(2, service.Posts.Count);
        Assert.InRange(service.Posts[1].Time - service.Posts[0].Time, TimeSpan.FromSeconds(seconds), TimeSpan.MaxValue);
        Assert.Equal(service.Posts[1].TaskId, task.Id);
        Assert.Equal(1, service.Host.Tasks.Count);
    }

    [Fact]
    public async Task Too_many_requests_may_say_until_when()
    {
        DateTimeOffset until = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3);
        List<DateTimeOffset> times = [];
        await using ScriptedServer server = ScriptedServer.Start(request =>
        {
            times.Add(DateTimeOffset.UtcNow);
            return request.Number == 1
                ? ScriptedResponse.Json(429, "{}", $"Retry-After: {until:R}")
                : ScriptedResponse.Json(200, """{"id": "cgt-1"}""");
        });

        await Service.ClientOf(server.Address).CreateAsync(Request);

        Assert.InRange(times[1], until, DateTimeOffset.MaxValue);
    }

    [Fact]
    public async Task A_date_counts_by_the_clock_of_the_service()
    {
        List<DateTimeOffset> times = [];
        await using ScriptedServer server = ScriptedServer.Start(request =>
        {
            times.Add(DateTimeOffset.UtcNow);
            return request.Number == 1
                ? ScriptedResponse.Json(
                    429, "{}", "Date: Sat, 01 Jan 2000 00:00:00 GMT", "Retry-After: Sat, 01 Jan 2000 00:00:01 GMT")
                : ScriptedResponse.Json(200, """{"id": "cgt-1"}""");
        });

        await Service.ClientOf(server.Address).CreateAsync(Request);

        Assert.InRange(times[1] - times[0], TimeSpan.FromSeconds(1), TimeSpan.MaxValue);
    }

    [Theory]
    [InlineData("3600")]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_time_beyond_all_patience_is_not_waited_for(string retryAfter)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(429, "{}", "Date: Sat, 01 Jan 2000 00:00:00 GMT", "Retry-After: " + retryAfter));

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.RateLimited, Service.ClientOf(server.Address).CreateAsync(Request));

        Assert.Single(server.Requests, request => request.Method == "POST");
        Assert.NotNull(error.RetryAfter);
        Assert.Null(error.SentAt);
    }

    [Fact]
    public async Task A_closed_port_is_an_error_of_the_connection()
    {
        RecordingLog log = new();
        using ClosedPort closed = new();

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.ConnectionFailed, Service.ClientOf(closed.Address, log).CreateAsync(Request));

        Assert.Null(error.SentAt);
        Assert.Contains("No task was created", log.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_handshake_is_an_error_of_the_connection()
    {
        await using Service service = await Service.StartAsync();
        Uri address = new UriBuilder(service.Host.BaseUri) { Scheme = "https" }.Uri;

        await Expect.ErrorAsync(MeshVideoErrorKind.ConnectionFailed, Service.ClientOf(address).CreateAsync(Request));

        Assert.DoesNotContain(service.Host.Requests.All, request => request.Port == ServerPort.Api);
    }
}
