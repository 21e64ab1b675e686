using System;
using System.Collections.Generic;
using System.Globalization;
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
        { "first frame", Base with { FirstFrame = MediaSource.FromUrl("https://example.org/a.png?signature=2") } },
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
        { "additional value", Base with { AdditionalProperties = new Dictionary<string, object?> { ["a"] = 1.5, ["b"] = List(1, 3) } } },
        { "additional order", Base with { AdditionalProperties = new Dictionary<string, object?> { ["a"] = 1.5, ["b"] = List(2, 1) } } },
        { "additional type", Base with { AdditionalProperties = new Dictionary<string, object?> { ["a"] = "1.5", ["b"] = List(1, 2) } } },
    };

    private static VideoRequest Base { get; } = new()
    {
        Prompt = "a lake",
        FirstFrame = MediaSource.FromUrl("https://example.org/a.png?signature=1"),
        AdditionalProperties = new Dictionary<string, object?> { ["a"] = 1.5, ["b"] = List(1, 2) },
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
        VideoRequest other = Base with { AdditionalProperties = new Dictionary<string, object?> { ["b"] = new List<object> { 1L, 2 }, ["a"] = 1.5m } };

        Assert.False(await AreTwoAsync(Base, other));
    }

    [Fact]
    public async Task The_address_to_call_is_no_difference()
    {
        VideoRequest one = Base with { CallbackUrl = "https://one.tunnel.example/mesh/" };
        VideoRequest other = Base with { CallbackUrl = "https://other.tunnel.example/mesh/" };
        VideoRequest own = Base with { AdditionalProperties = new Dictionary<string, object?> { ["a"] = 1.5, ["b"] = List(1, 2), ["callback_url"] = "https://example.org/" } };

        Assert.False(await AreTwoAsync(one, other));
        Assert.False(await AreTwoAsync(one, Base));
        Assert.False(await AreTwoAsync(one, own));
    }

    [Fact]
    public async Task A_file_counts_by_its_bytes()
    {
        VideoRequest row = new() { FirstFrame = MediaSource.FromFile(_batch.Folder.Write("one.png", [.. PngHead, 1])) };
        VideoRequest moved = new() { FirstFrame = MediaSource.FromFile(_batch.Folder.Write("two.png", [.. PngHead, 1])) };
        VideoRequest inline = new() { FirstFrame = MediaSource.FromUrl("data:image/png;base64," + Convert.ToBase64String([.. PngHead, 1])) };

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

        Assert.True(await AreTwoAsync(new VideoRequest { ReferenceImages = [one, two] }, new VideoRequest { ReferenceImages = [two, one] }));
    }

    /// <summary>
    /// A journal begun with one version of the module, or of PowerShell, is finished with another. If this fails, every batch under way would
    /// be paid for again: give the format another version instead of changing the value.
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
            AdditionalProperties = new Dictionary<string, object?> { ["z"] = 0.1, ["a"] = null, ["n"] = new Dictionary<string, object?> { ["y"] = "1", ["x"] = 1e-7 } },
        };

        await _batch.RunAsync(Service.ClientOf(server.Address), [row]);

        Assert.Equal("sha256:ec2640ed9058d59bed7c1e9e3a0225c94434c5b1f79e5469645b026f9a9dcf9c", JsonNode.Parse(_batch.Lines[1])!["hash"]!.ToString());
    }

    public void Dispose() => _batch.Dispose();

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

    private static ScriptedServer Server() => ScriptedServer.Start(request => Reply.Json(200, $$"""{"id": "{{request.Number}}"}"""));
}
