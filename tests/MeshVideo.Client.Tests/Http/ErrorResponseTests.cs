using System;
using System.Collections;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Http;

/// <summary>Errors in every shape that services and proxies give them.</summary>
public sealed class ErrorResponseTests
{
    [Fact]
    public async Task Everything_the_service_says_is_passed_on()
    {
        MeshVideoException error = await FaultAsync(
            """
            {"error": {"code": "validation_error", "message": "Two fields are wrong.",
              "details": [{"type": "int_type", "loc": ["body", "content", 0, "text"], "msg": "Too long"}, {"loc": "seed", "msg": "Too large"}, 7],
              "provider_error": {"code": 17, "reasons": ["a", null, 1.5, true]}, "retry_after_seconds": 3}, "request_id": "req_body"}
            """);

        Assert.Equal("validation_error", error.Code);
        Assert.Equal("Two fields are wrong.", error.ServiceMessage);
        Assert.Equal("req_body", error.RequestId);
        Assert.Equal(TimeSpan.FromSeconds(3), error.RetryAfter);
        Assert.Equal(
            [new ErrorDetail("content.0.text", "Too long", "int_type"), new ErrorDetail("seed", "Too large", null)],
            error.Details);
        Assert.Contains("content.0.text: Too long; seed: Too large", error.Message, StringComparison.Ordinal);
        IDictionary provider = Assert.IsAssignableFrom<IDictionary>(error.ProviderError);
        Assert.Equal(17L, provider["code"]);
        Assert.Equal(["a", null, 1.5, true], Assert.IsType<object?[]>(provider["reasons"]));
    }

    [Theory]
    [InlineData("""{"detail": "Video generation not found"}""", "Video generation not found")]
    [InlineData("""{"detail": [{"loc": ["path", "id"], "msg": "Not an id", "type": "x"}]}""", "path.id: Not an id")]
    [InlineData("""{"error": "Gone fishing."}""", "Gone fishing")]
    [InlineData("""{"error": {"message": 42}}""", "42")]
    [InlineData("""{"error": {"\ud800": 1, "message": "Still readable"}}""", "Still readable")]
    public async Task Other_shapes_are_understood(string json, string words)
    {
        MeshVideoException error = await FaultAsync(json);

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"error\"")]
    [InlineData("""{"error": null, "request_id": null, "detail": null}""")]
    [InlineData("""{"error": [], "request_id": {}, "detail": {}}""")]
    [InlineData("""{"error": {"code": {}, "message": [], "details": {}, "provider_error": null, "retry_after_seconds": "soon"}}""")]
    [InlineData("""{"error": {"details": [null, {}, {"loc": {}, "msg": {}, "type": {}}]}}""")]
    public async Task Bodies_that_say_nothing_break_nothing(string body)
    {
        MeshVideoException error = await FaultAsync(body);

        Assert.Equal(422, error.StatusCode);
        Assert.Contains("HTTP 422", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_named_by_its_type()
    {
        MeshVideoException error = await FaultAsync(
            ScriptedResponse.Of(403, "text/html", "<html>Blocked</html>"u8.ToArray()), MeshVideoErrorKind.Forbidden);

        Assert.Contains("text/html", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("<html>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_words_are_cut()
    {
        MeshVideoException error = await FaultAsync($$$"""{"error": {"message": "{{{new string('x', 100_000)}}}"}}""");

        Assert.InRange(error.Message.Length, 500, 2000);
    }

    private static Task<MeshVideoException> FaultAsync(string body) =>
        FaultAsync(ScriptedResponse.Json(422, body), MeshVideoErrorKind.Refused);

    private static async Task<MeshVideoException> FaultAsync(ScriptedResponse reply, MeshVideoErrorKind kind)
    {
        await using ScriptedServer server = ScriptedServer.Start(reply);
        return await Expect.ErrorAsync(kind, Service.ClientOf(server.Address).GetAsync("cgt-1"));
    }
}
