using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>What a service says gets into errors and notes only as far as it is fit for a terminal and a log file.</summary>
public sealed class HostileTextTests
{
    private const string Link = HostileBytes.Link;

    [Theory]
    [InlineData(400, """{"error": {"code": "\u001b[2J", "message": "\u001b]0;title\u0007 \u009b31m \u0000"}}""")]
    [InlineData(422, """{"error": {"details": [{"loc": ["\u001b[2J"], "msg": "\u001b[2J", "type": "\u001b[2J"}]}, "request_id": "\u001b[2J"}""")]
    [InlineData(200, """{"id": "cgt-1\u001b[2J", "status": "failed\u001b[2J"}""")]
    [InlineData(200, """{"id": "cgt-1", "status": "failed", "error": {"code": "\u001b[2J", "message": "\u001b[2J"}}""")]
    public Task What_a_terminal_would_take_for_a_command_is_in_no_text(int status, string json) =>
        LookAsync(ScriptedResponse.Json(status, json));

    [Theory]
    [InlineData(200, $$"""{"id": "cgt-1", "status": "{{Link}}"}""")]
    [InlineData(200, $$"""{"id": "{{Link}}", "status": "running"}""")]
    [InlineData(404, $$"""{"error": {"code": "not_found"}, "request_id": "{{Link}}"}""")]
    [InlineData(200, $$"""{"{{Link}}": [[[[}""")]
    public Task A_signed_link_in_an_odd_place_loses_its_query(int status, string json) =>
        LookAsync(ScriptedResponse.Json(status, json));

    [Theory]
    [InlineData($"HTTP/1.1 200 OK\r\nlocation {Link}\r\n\r\n")]
    [InlineData($"HTTP/1.1 200 OK\r\nContent-Length: {Link}\r\n\r\n")]
    [InlineData($"{Link}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\u001b[2J\r\n\r\n")]
    [InlineData($"HTTP/1.1 404 No\r\nX-Request-Id: {Link}\r\nContent-Type: text/html\r\n\r\n")]
    public async Task A_head_that_is_none_is_told_without_what_must_not_be_read(string head)
    {
        await LookAsync(ScriptedResponse.Raw(head));

        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Raw(head));
        RecordingLog log = new();
        MeshVideoException error = await Assert.ThrowsAsync<MeshVideoException>(
            () => Service.ClientOf(server.Address, log).CreateAsync(new VideoRequest { Prompt = "a lake" }));
        Secrets.AssertNone(error.ToString());
        Secrets.AssertNone(log.Text);
    }

    [Theory]
    [InlineData(400, """{"error": {"code": "@", "message": "@"}}""")]
    [InlineData(400, """{"error": {"details": [{"loc": ["@", "@"], "msg": "@", "type": "@"}]}}""")]
    [InlineData(404, """{"detail": "No such task.", "request_id": "@"}""")]
    [InlineData(404, """{"detail": "@"}""")]
    [InlineData(200, """{"id": "cgt-1", "status": "failed", "error": {"code": "@", "message": "@"}}""")]
    [InlineData(200, """{"@": [[[[}""")]
    [InlineData(200, """{"id": "cgt-1", "status": "@"}""")]
    [InlineData(200, """{"id": "@", "status": "failed"}""")]
    public async Task A_text_without_end_is_cut(int status, string json)
    {
        MeshVideoException error = await LookAsync(
            ScriptedResponse.Json(status, json.Replace("@", new string('x', 1_000_000), StringComparison.Ordinal)));

        Assert.InRange(error.ToString().Length, 1, 20_000);
    }

    [Fact]
    public async Task The_place_of_broken_JSON_is_told_without_what_must_not_be_read()
    {
        string json = $$"""{"{{Link}}": {"{{new string('x', 1_000_000)}}[2J": [}""";
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, json));

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.InvalidResponse, Service.ClientOf(server.Address).GetAsync("cgt-1"));

        Secrets.AssertNone(error.ToString());
        Assert.InRange(error.ToString().Length, 1, 20_000);
    }

    [Fact]
    public async Task A_cut_does_not_leave_half_a_character()
    {
        string json = "{\"error\": {\"message\": \"" + new string('x', 999) + "🦌🦌\"}}";

        MeshVideoException error = await LookAsync(ScriptedResponse.Json(400, json));

        Assert.DoesNotContain(Rune.ReplacementChar, error.Message.EnumerateRunes());
    }

    // Each of them could begin a link, and would be followed to the end of the text to find no question mark.
    [Theory]
    [InlineData(400, """{"error": {"message": "@"}}""")]
    [InlineData(200, """{"id": "cgt-1", "status": "failed", "error": {"code": "c", "message": "@"}}""")]
    [InlineData(404, """{"error": {"code": "@"}, "request_id": "@"}""")]
    public async Task Many_beginnings_of_links_cost_no_time(int status, string json)
    {
        string text = json.Replace("@", string.Concat(Enumerable.Repeat("http://", 200_000)), StringComparison.Ordinal);

        await LookAsync(ScriptedResponse.Json(status, text));
    }

    private static async Task<MeshVideoException> LookAsync(ScriptedResponse reply)
    {
        await using ScriptedServer server = ScriptedServer.Start(reply);
        RecordingLog log = new();
        using TestWaits waits = new(new WaitOptions { Timeout = TimeSpan.Zero });

        waits.Waiter.Add(Service.ClientOf(server.Address, log), "cgt-1");
        MeshVideoException error = Assert.Single(await waits.EndAsync()).Error!;

        Secrets.AssertNone(error.ToString());
        Secrets.AssertNone(log.Text);
        return error;
    }
}
