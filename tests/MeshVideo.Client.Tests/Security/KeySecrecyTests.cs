using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Security;

/// <summary>The key is in no text that we give, whatever the service does with it.</summary>
public sealed class KeySecrecyTests
{
    private const string Key = "rsk_01HZ+X5/QY\"7=";

    /// <summary>The ways in which a service may write the key.</summary>
    private static readonly string[] Spellings =
    [
        JsonSerializer.Serialize(Key)[1..^1],
        Key.Replace("\"", "\\\"", StringComparison.Ordinal),
        Key.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal),
        Uri.EscapeDataString(Key),
    ];

    public static TheoryData<string> Errors => new(Spellings.SelectMany(key => new[]
    {
        $$$"""{"error": {"code": "invalid_request", "message": "Bearer {{{key}}} is bad."}}""",
        $$$"""{"error": {"code": "{{{key}}}", "message": "m", "provider_error": {"{{{key}}}": ["{{{key}}}"]}}, "request_id": "{{{key}}}"}""",
        $$$"""{"error": {"details": [{"loc": ["header", "{{{key}}}"], "msg": "{{{key}}}", "type": "{{{key}}}"}]}}""",
        $$$"""{"detail": "{{{key}}}"}""",
    }));

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_that_repeats_the_key_is_told_without_it(string body)
    {
        foreach (int status in new[] { 400, 500 })
        {
            await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(status, body));
            RecordingLog log = new();

            MeshVideoException error = await Assert.ThrowsAsync<MeshVideoException>(
                () => Service.ClientOf(server.Address, log, Key).CreateAsync(new VideoRequest { Prompt = "p" }));

            AssertClean(error, log);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 400 {0}\r\n\r\n")]
    [InlineData("HTTP/1.1 400 Bad\r\nX-Request-Id: {0}\r\n\r\n")]
    [InlineData("HTTP/1.1 400 Bad\r\nContent-Type: text/{0}\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: https://example.com/{0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{0}")]
    [InlineData("HTTP/1.1 200 OK\r\n{0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: {0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{0}\r\n")]
    [InlineData("Bearer {0}\r\n\r\n")]
    public async Task A_head_that_repeats_the_key_is_told_without_it(string response)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Raw(string.Format(null, response, Key)));
        RecordingLog log = new();
        MeshVideoClient client = Service.ClientOf(server.Address, log, Key);
        using TestWaits waits = new(new WaitOptions { Timeout = TimeSpan.Zero });

        waits.Waiter.Add(client, "cgt-1");
        MeshVideoException error = await Assert.ThrowsAsync<MeshVideoException>(
            () => client.CreateAsync(new VideoRequest { Prompt = "p" }));
        IReadOnlyList<WaitOutcome> outcomes = await waits.EndAsync();

        AssertClean(error, log);
        AssertClean(outcomes[0].Error!, log);
    }

    [Fact]
    public async Task A_read_that_fails_for_good_is_told_without_it()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Raw($"HTTP/1.1 200 OK\r\n{Key}\r\n\r\n"));
        RecordingLog log = new();

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.ConnectionFailed, Service.ClientOf(server.Address, log, Key).GetAsync("cgt-1"));

        AssertClean(error, log);
    }

    [Fact]
    public async Task A_task_that_repeats_the_key_comes_without_it()
    {
        foreach (string key in Spellings)
        {
            string json =
                $$$"""
                {"id": "cgt-1", "status": "failed", "model": "{{{key}}}", "error": {"code": "{{{key}}}", "message": "{{{key}}}"}, "safety_identifier": "{{{key}}}",
                 "content": {"video_url": "https://files.example/?k={{{key}}}"}, "extra": {"a": "{{{key}}}", "{{{key}}}": 1}, "{{{key}}}": true}
                """;
            await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, json));
            RecordingLog log = new();

            VideoTask task = await Service.ClientOf(server.Address, log, Key).GetAsync("cgt-1");

            AssertClean(TaskFailure.From(task)!, log);
            AssertClean(JsonSerializer.Serialize(task));
            AssertClean(task.VideoUrl!.OriginalString);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("cgt")]
    [InlineData("id")]
    [InlineData("status")]
    public async Task A_key_for_trying_things_out_does_not_garble_what_the_service_says(string key)
    {
        await using Service service = await Service.StartAsync(options => options.Keys = ["*"]);
        MeshVideoClient client = Service.ClientOf(service.Host.BaseUri, log: null, key);
        using TempFolder folder = new();

        VideoTask created = await client.CreateAsync(new VideoRequest { Prompt = "a lake" });
        VideoTask task = await client.GetAsync(created.Id);
        await new VideoDownloader(new DownloadOptions()).DownloadAsync(client, task, folder["a.mp4"]);

        Assert.Equal(service.Host.Tasks.All[0].Id, created.Id);
        Assert.Equal(VideoTaskStatus.Succeeded, task.Status);
    }

    private static void AssertClean(MeshVideoException error, RecordingLog log)
    {
        AssertClean(log.Text);
        AssertClean(error.ToString());
        AssertClean(
            JsonSerializer.Serialize(
                new { error.Code, error.ServiceMessage, error.Details, error.ProviderError, error.RequestId }));
    }

    private static void AssertClean(string text)
    {
        // What is secret of the key, however it is written.
        Assert.DoesNotContain("01HZ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("X5", text, StringComparison.Ordinal);
    }
}
