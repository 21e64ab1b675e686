using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>Which requests are the same one.</summary>
public sealed class RequestIdentityTests : IDisposable
{
    private static readonly byte[] PngHead = Convert.FromHexString("89504E470D0A1A0A");

    private readonly Batch _batch = new();

    public static TheoryData<string, VideoRequest> OtherRequests => new()
    {
        { "prompt", Base with { Prompt = "a lake " } },
        { "model", Base with { Model = "byteplus/seedance-1-5-pro" } },
        { "first frame", Base with { FirstFrame = MediaSource.FromUrl("https://example.org/a.png?page=2") } },
        { "role", Base with { FirstFrame = null, LastFrame = Base.FirstFrame } },
        { "draft", Base with { DraftTaskId = "cgt-1" } },
        { "resolution", Base with { Resolution = "480p" } },
        { "ratio", Base with { Ratio = "1:1" } },
        { "duration", Base with { Duration = 6 } },
        { "frames", Base with { Frames = 29 } },
        { "seed", Base with { Seed = 0 } },
        { "sound", Base with { GenerateAudio = false } },
        { "last frame", Base with { ReturnLastFrame = true } },
        { "camera", Base with { CameraFixed = true } },
        { "watermark", Base with { Watermark = false } },
        { "preview", Base with { Draft = true } },
        { "tier", Base with { ServiceTier = "flex" } },
        { "expiry", Base with { ExpiresAfterSec = 3600 } },
        { "priority", Base with { Priority = 1 } },
        { "user", Base with { SafetyIdentifier = "u" } },
        { "additional value", Base with { AdditionalProperties = Additional(1.5, List(1, 3)) } },
        { "additional order", Base with { AdditionalProperties = Additional(1.5, List(2, 1)) } },
        { "additional type", Base with { AdditionalProperties = Additional("1.5", List(1, 2)) } },
    };

    private static VideoRequest Base { get; } = new()
    {
        Prompt = "a lake",
        FirstFrame = MediaSource.FromUrl("https://example.org/a.png?page=1"),
        AdditionalProperties = Additional(1.5, List(1, 2)),
    };

    [Theory]
    [MemberData(nameof(OtherRequests))]
    public async Task Every_field_makes_another_request(string what, VideoRequest other)
    {
        Assert.True(await AreTwoAsync(Base, other), what);
    }

    [Fact]
    public async Task The_order_of_additional_properties_is_no_difference()
    {
        VideoRequest other = Base with
        {
            AdditionalProperties = new Dictionary<string, object?> { ["b"] = new List<object> { 1L, 2 }, ["a"] = 1.5m },
        };

        Assert.False(await AreTwoAsync(Base, other));
    }

    [Fact]
    public async Task The_address_to_call_is_no_difference()
    {
        VideoRequest one = Base with { CallbackUrl = "https://one.tunnel.example/mesh/" };
        VideoRequest other = Base with { CallbackUrl = "https://other.tunnel.example/mesh/" };
        VideoRequest own = Base with
        {
            AdditionalProperties =
                new Dictionary<string, object?> { ["a"] = 1.5, ["b"] = List(1, 2), ["callback_url"] = "https://example.org/" },
        };

        Assert.False(await AreTwoAsync(one, other));
        Assert.False(await AreTwoAsync(one, Base));
        Assert.False(await AreTwoAsync(one, own));
    }

    [Theory]
    [InlineData("?X-Amz-Date=1&X-Amz-Signature=a", "?X-Amz-Date=2&X-Amz-Signature=b")]
    [InlineData("?x-tos-date=1&x-tos-signature=a&page=1", "?page=1&x-tos-date=2&x-tos-signature=b")]
    [InlineData("?X-Goog-Date=1", "?X-Goog-Date=2")]
    [InlineData("?OSSAccessKeyId=1&Expires=1&Signature=a", "?OSSAccessKeyId=2&Expires=2&Signature=b")]
    [InlineData("?Expires=1&Signature=a&Key-Pair-Id=k&Policy=p", "?Expires=2&Signature=b&Key-Pair-Id=l&Policy=q")]
    [InlineData(
        "?q-sign-algorithm=sha1&q-ak=1&q-sign-time=1&q-signature=a", "?q-sign-algorithm=sha1&q-ak=2&q-sign-time=2&q-signature=b")]
    [InlineData("?sv=2026&st=1&se=2&sr=b&sp=r&sig=a%3D", "?sv=2026&st=3&se=4&sr=b&sp=r&sig=b%3D")]
    [InlineData("?auth_key=1-0-0-a", "?auth_key=2-0-0-b")]
    [InlineData("?ex=1&is=1&hm=a", "?ex=2&is=2&hm=b")]
    [InlineData("?X-Amz-Signature=a#t", "#t")]
    public async Task A_link_signed_anew_is_no_difference(string one, string other)
    {
        VideoRequest Of(string query) => new() { FirstFrame = MediaSource.FromUrl("https://files.example/a.png" + query) };

        Assert.False(await AreTwoAsync(Of(one), Of(other)));
        Assert.False(await AreTwoAsync(
            new VideoRequest
            {
                Prompt = "a",
                AdditionalProperties = new Dictionary<string, object?> { ["x_image"] = "https://files.example/a.png" + one },
            },
            new VideoRequest
            {
                Prompt = "a",
                AdditionalProperties = new Dictionary<string, object?> { ["x_image"] = "https://files.example/a.png" + other },
            }));
    }

    [Theory]
    [InlineData("?id=1&X-Amz-Signature=a", "?id=2&X-Amz-Signature=a")]
    [InlineData("?sp=1", "?sp=2")]
    [InlineData("?e=1", "?e=2")]
    [InlineData("?token=1", "?token=2")]
    [InlineData("?versionId=1&X-Amz-Date=1", "?versionId=2&X-Amz-Date=1")]
    [InlineData("?x-oss-process=image/resize,w_100&Signature=a", "?x-oss-process=image/resize,w_200&Signature=a")]
    public async Task What_does_more_than_sign_a_link_is_a_difference(string one, string other)
    {
        VideoRequest Of(string query) => new() { FirstFrame = MediaSource.FromUrl("https://files.example/a.png" + query) };

        Assert.True(await AreTwoAsync(Of(one), Of(other)));
    }

    [Fact]
    public async Task The_last_frame_of_a_task_is_that_frame_however_its_link_reads()
    {
        VideoRequest Of(string id, string link) =>
            new() { Prompt = "noon", FirstFrame = MediaSource.FromLastFrame(new Uri(link), id) };

        Assert.False(
            await AreTwoAsync(Of("cgt-1", "https://one.example/a.png?u=1"), Of("cgt-1", "https://other.example/b.png?u=2")));
        Assert.True(await AreTwoAsync(Of("cgt-1", "https://one.example/a.png"), Of("cgt-2", "https://one.example/a.png")));
    }

    /// <summary>The lines that version 0.1.0 wrote for two identical rows, when links counted by their whole text.</summary>
    [Fact]
    public async Task A_journal_of_an_earlier_version_still_matches()
    {
        await using ScriptedServer server = Server();
        string service = server.Address.ToString().TrimEnd('/');
        const string row = "\"hash\":\"sha256:957010fda736dd04befcbca0e4d696b39a9c5d7795aa95a3b42b832478cde158\",\"occurrence\":";
        const string content = "\"model\":\"byteplus/dreamina-seedance-2-0\",\"prompt\":\"a lake\"";
        string Intent(int number) =>
            $$"""{"v":1,"kind":"intent","time":"2026-11-26T10:04:28.594Z",{{row}}{{number}},"service":"{{service}}",{{content}},"media":["first_frame: https://files.example/a.png?…"]}""";
        string Task(int number) =>
            $$"""{"v":1,"kind":"task","time":"2026-11-26T10:04:28.628Z",{{row}}{{number}},"id":"ok--{{number}}","created":"2026-11-26T10:04:28.628Z",{{content}}}""";
        string[] lines =
        [
            """{"v":1,"kind":"journal","of":"MeshVideo","time":"2026-11-26T10:04:28.594Z"}""",
            Intent(1),
            Task(1),
            Intent(2),
            Task(2),
        ];
        await System.IO.File.WriteAllLinesAsync(_batch.Path, lines);
        VideoRequest request =
            new() { Prompt = "a lake", FirstFrame = MediaSource.FromUrl("https://files.example/a.png?X-Amz-Signature=1") };

        IReadOnlyList<RowOutcome> outcomes = await _batch.RunAsync(Service.ClientOf(server.Address), [request, request, request]);

        Assert.Equal(["ok--1", "ok--2", "1"], outcomes.Select(outcome => outcome.Task!.Id));
        Assert.Single(server.Requests);
        Assert.Equal(
            ["ok--1", "ok--2", "1"],
            (await _batch.RunAsync(Service.ClientOf(server.Address), [request, request, request]))
                .Select(outcome => outcome.Task!.Id));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_file_counts_by_its_bytes()
    {
        VideoRequest row = new() { FirstFrame = MediaSource.FromFile(_batch.Folder.Write("one.png", [.. PngHead, 1])) };
        VideoRequest moved = new() { FirstFrame = MediaSource.FromFile(_batch.Folder.Write("two.png", [.. PngHead, 1])) };
        VideoRequest inline =
            new() { FirstFrame = MediaSource.FromUrl("data:image/png;base64," + Convert.ToBase64String([.. PngHead, 1])) };

        Assert.False(await AreTwoAsync(row, moved));
        Assert.False(await AreTwoAsync(row, inline));
    }

    [Fact]
    public async Task A_file_with_other_bytes_is_another_request()
    {
        await using ScriptedServer server = Server();
        VideoRequest row = new() { FirstFrame = MediaSource.FromFile(_batch.Folder.Write("one.png", [.. PngHead, 1])) };
        await _batch.RunAsync(Service.ClientOf(server.Address), [row]);
        _batch.Folder.Write("one.png", [.. PngHead, 2]);

        await _batch.RunAsync(Service.ClientOf(server.Address), [row]);

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Media_in_another_order_is_another_request()
    {
        MediaSource one = MediaSource.FromFile(_batch.Folder.Write("one.png", [.. PngHead, 1]));
        MediaSource two = MediaSource.FromFile(_batch.Folder.Write("two.png", [.. PngHead, 2]));

        Assert.True(
            await AreTwoAsync(
                new VideoRequest { ReferenceImages = [one, two] }, new VideoRequest { ReferenceImages = [two, one] }));
    }

    /// <summary>
    /// A journal begun with one version of the module, or of PowerShell, is finished with another. If this fails, every batch
    /// under way would be paid for again: give the format another version instead of changing the value.
    /// </summary>
    [Fact]
    public async Task The_hash_of_a_request_stays_the_same_for_ever()
    {
        await using ScriptedServer server = Server();
        VideoRequest row = new()
        {
            Prompt = "a \"lake\" \\ über \ud83d\ude00 <é>\u2028",
            Model = "byteplus/seedance-1-0-pro",
            FirstFrame = MediaSource.FromFile(_batch.Folder.Write("one.png", [.. PngHead, 1])),
            LastFrame = MediaSource.FromUrl("https://example.org/b.png?x=1&y=2"),
            Duration = 5,
            Seed = 4294967295,
            Watermark = false,
            AdditionalProperties = new Dictionary<string, object?>
            {
                ["z"] = 0.1,
                ["a"] = null,
                ["n"] = new Dictionary<string, object?> { ["y"] = "1", ["x"] = 1e-7 },
            },
        };

        await _batch.RunAsync(Service.ClientOf(server.Address), [row]);

        Assert.Equal(
            "sha256:ec2640ed9058d59bed7c1e9e3a0225c94434c5b1f79e5469645b026f9a9dcf9c",
            JsonNode.Parse(_batch.Lines[1])!["hash"]!.ToString());
    }

    public void Dispose() => _batch.Dispose();

    private static Dictionary<string, object?> Additional(object a, int[] b) => new() { ["a"] = a, ["b"] = b };

    private static int[] List(params int[] items) => items;

    private async Task<bool> AreTwoAsync(VideoRequest one, VideoRequest other)
    {
        await using ScriptedServer server = Server();
        System.IO.File.Delete(_batch.Path);
        await _batch.RunAsync(Service.ClientOf(server.Address), [one]);
        string? id = (await _batch.RunAsync(Service.ClientOf(server.Address), [other]))[0].Task?.Id;
        Assert.Equal(server.Requests.Count.ToString(CultureInfo.InvariantCulture), id);
        return server.Requests.Count == 2;
    }

    private static ScriptedServer Server() =>
        ScriptedServer.Start(request => ScriptedResponse.Json(200, $$"""{"id": "{{request.Number}}"}"""));
}
