using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Answers to a create that would have it sent again, or taken for refused, without reason.</summary>
public sealed class HostileCreateTests
{
    /// <summary>Sent again at the pace that the service asks for, these would be thousands of requests.</summary>
    [Theory]
    [InlineData("Retry-After: 0")]
    [InlineData("Retry-After: Sat, 01 Jan 2000 00:00:00 GMT")]
    [InlineData("X-Nothing: 0", """{"error": {"retry_after_seconds": 0}}""")]
    [InlineData("X-Nothing: 0", """{"error": {"retry_after_seconds": 0.001}}""")]
    public async Task A_service_that_is_always_busy_and_asks_for_no_wait_is_not_flooded(string header, string body = "{}")
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(429, body, header));
        using CancellationTokenSource cancellation = new();
        List<string> waits = [];
        ActionLog log = new((level, text) =>
        {
            if (level == ActivityLevel.Verbose)
            {
                waits.Add(text.Split(' ')[^2]);
            }

            if (waits.Count == 3)
            {
                cancellation.Cancel();
            }
        });

        await Expect.CancelledAsync(
            Service.ClientOf(server.Address, log).CreateAsync(new VideoRequest { Prompt = "a lake" }, cancellation.Token));

        Assert.Equal(["0.5", "1.0", "2.0"], waits);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(300)]
    [InlineData(304)]
    [InlineData(305)]
    [InlineData(399)]
    [InlineData(600)]
    [InlineData(999)]
    public async Task A_status_that_refuses_nothing_leaves_the_outcome_unknown(int status)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Raw($"HTTP/1.1 {status} Odd\r\nConnection: close\r\n\r\n"));

        await Expect.ErrorAsync(
            MeshVideoErrorKind.CreateOutcomeUnknown,
            Service.ClientOf(server.Address).CreateAsync(new VideoRequest { Prompt = "a lake" }));

        Assert.Single(server.Requests, request => request.Method == "POST");
    }
}
