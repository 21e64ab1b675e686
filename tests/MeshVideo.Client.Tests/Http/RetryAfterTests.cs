using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Simulator.Requests;
using Xunit;

namespace MeshVideo.Client.Tests.Http;

/// <summary>A read never asks again before its time.</summary>
public sealed class RetryAfterTests
{
    [Theory]
    [InlineData("\"status\": 429, \"retryAfter\": 2", 2.0)]
    [InlineData("\"status\": 503, \"retryAfter\": 2", 2.0)]
    [InlineData("\"status\": 429, \"bodyRetryAfter\": 2.5", 2.5)]
    [InlineData("\"status\": 429, \"retryAfter\": 2, \"bodyRetryAfter\": 0.1", 2.0)]
    public async Task The_time_asked_for_is_waited(string error, double seconds)
    {
        await using Service service = await Service.StartAsync($$"""{"on": "get", "kind": "status", {{error}}}""");
        string id = service.Host.Tasks.Seed(1)[0];

        await service.Client.GetAsync(id);

        IReadOnlyList<LoggedRequest> gets = service.Gets(id);
        Assert.Equal(2, gets.Count);
        Assert.InRange(gets[1].Time - gets[0].Time, TimeSpan.FromSeconds(seconds), TimeSpan.MaxValue);
    }

    [Theory]
    [InlineData("61")]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_time_beyond_the_reads_own_is_an_error_at_once(string retryAfter)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(429, "{}", "Date: Sat, 01 Jan 2000 00:00:00 GMT", "Retry-After: " + retryAfter));

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.RateLimited, Service.ClientOf(server.Address).GetAsync("cgt-1"));

        Assert.Single(server.Requests);
        Assert.InRange(error.RetryAfter!.Value, TimeSpan.FromSeconds(61), TimeSpan.MaxValue);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("Sat, 01 Jan 2000 00:00:00 GMT")]
    public async Task A_time_that_is_none_is_no_obstacle(string retryAfter)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(429, """{"error": {"retry_after_seconds": -1}}""", "Retry-After: " + retryAfter),
            ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));

        await Service.ClientOf(server.Address).GetAsync("cgt-1");

        Assert.Equal(2, server.Requests.Count);
    }
}
