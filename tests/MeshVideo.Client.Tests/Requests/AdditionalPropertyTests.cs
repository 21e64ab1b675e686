using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>Fields of a caller's own.</summary>
public sealed class AdditionalPropertyTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "null" },
        { "a \"b\" 霧", "\"a \\\"b\\\" 霧\"" },
        { true, "true" },
        { (sbyte)-1, "-1" },
        { (byte)1, "1" },
        { (short)-2, "-2" },
        { (ushort)2, "2" },
        { -3, "-3" },
        { 3u, "3" },
        { long.MinValue, "-9223372036854775808" },
        { ulong.MaxValue, "18446744073709551615" },
        { 0.1f, "0.1" },
        { 0.1234567890123456, "0.1234567890123456" },
        { 1e300, "1E+300" },
        { 12345678901234567890.5m, "12345678901234567890.5" },
        { new object?[] { 1, "two", null, new List<int> { 3 } }, """[1,"two",null,[3]]""" },
        { new Dictionary<string, object?> { ["a"] = new Dictionary<string, int> { ["b"] = 1 } }, """{"a":{"b":1}}""" },
        { new Dictionary<string, string> { ["a"] = "b" }, """{"a":"b"}""" },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public async Task A_value_is_sent_as_it_is(object? value, string json)
    {
        ReceivedRequest sent = await SendAsync(
            new VideoRequest { Prompt = "p", AdditionalProperties = new Dictionary<string, object?> { ["extra"] = value } });

        Assert.Contains("\"extra\":" + json, sent.Text, StringComparison.Ordinal);
        Assert.IsType<JsonObject>(sent.Json);
    }

    [Fact]
    public async Task A_field_that_has_a_property_too_is_sent_once_with_the_callers_own_value()
    {
        ReceivedRequest sent = await SendAsync(new VideoRequest
        {
            Prompt = "p",
            Resolution = "480p",
            AdditionalProperties =
                new Dictionary<string, object?> { ["resolution"] = "8k", ["model"] = "m", ["content"] = Array.Empty<object>() },
        });

        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse("""{"model": "m", "content": [], "resolution": "8k"}"""), sent.Json), sent.Text);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task A_number_that_JSON_does_not_have_is_refused_before_anything_is_sent(double value)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        VideoRequest request =
            new() { Prompt = "p", AdditionalProperties = new Dictionary<string, object?> { ["extra"] = value } };

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.InvalidRequest, Service.ClientOf(server.Address).CreateAsync(request));

        Assert.Contains("extra", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static async Task<ReceivedRequest> SendAsync(VideoRequest request)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        await Service.ClientOf(server.Address).CreateAsync(request);
        return Assert.Single(server.Requests, request => request.Method == "POST");
    }
}
