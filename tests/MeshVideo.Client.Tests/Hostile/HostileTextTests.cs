using System;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Hostile;

/// <summary>What a service says gets into errors and notes only as far as it is fit for a terminal and a log file.</summary>
public sealed class HostileTextTests
{
    // Each of them could begin a link, and would be followed to the end of the text to find no question mark.
    [Theory]
    [InlineData(400, """{"error": {"message": "@"}}""")]
    [InlineData(200, """{"id": "cgt-1", "status": "failed", "error": {"code": "c", "message": "@"}}""")]
    [InlineData(404, """{"error": {"code": "@"}, "request_id": "@"}""")]
    public async Task A_million_beginnings_of_links_cost_no_time(int status, string json)
    {
        string text = json.Replace("@", string.Concat(Enumerable.Repeat("http://", 1_000_000)), StringComparison.Ordinal);

        await LookAsync(Reply.Json(status, text));
    }

    private static async Task<MeshVideoException> LookAsync(Reply reply)
    {
        await using ScriptedServer server = ScriptedServer.Start(reply);
        Notes notes = new();
        using Waits waits = new(new WaitOptions { Timeout = TimeSpan.Zero });

        waits.Waiter.Add(Service.ClientOf(server.Address, notes), "cgt-1");
        MeshVideoException fault = Assert.Single(await waits.EndAsync()).Error!;

        Secrets.AssertNone(fault.ToString());
        Secrets.AssertNone(notes.Text);
        return fault;
    }
}
