using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>Answers to a create that no service should give: still one sending, and an outcome unknown.</summary>
public sealed class UnusualCreateResponseTests
{
    private static readonly byte[] Created = Encoding.UTF8.GetBytes("""{"id": "cgt-1"}""");

    public static TheoryData<string> Answers => new(
        "no HTTP at all\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n[1,2]",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull",
        "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"id\": \"\\ud800\"}");

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_that_names_no_task_leaves_the_outcome_unknown(string response) =>
        AssertUnknownAsync(ScriptedResponse.Raw(response));

    [Fact]
    public Task An_answer_that_cannot_be_unpacked_leaves_the_outcome_unknown() =>
        AssertUnknownAsync(ScriptedResponse.Of(200, "application/json", Created, "Content-Encoding: gzip"));

    [Fact]
    public Task An_answer_without_end_leaves_the_outcome_unknown() =>
        AssertUnknownAsync(ScriptedResponse.Of(200, "application/json", new byte[33 * 1024 * 1024]));

    [Theory]
    [InlineData("""{"error": {"code": "internal_error", "message": "half a character: \ud83e"}}""")]
    [InlineData("""{"error": {"code": "\ud800", "message": {}, "details": [{"loc": ["\ud800"], "msg": "\ud800"}], "provider_error": {"\ud800": "\ud800"}}}""")]
    [InlineData("""{"detail": ["\ud800", {"msg": 1}], "request_id": "\ud800"}""")]
    public Task An_error_in_broken_text_leaves_the_outcome_unknown(string json) =>
        AssertUnknownAsync(ScriptedResponse.Json(500, json));

    [Fact]
    public Task An_error_that_is_no_UTF8_leaves_the_outcome_unknown() =>
        AssertUnknownAsync(
            ScriptedResponse.Of(500, "application/json", [.. "{\"error\": {\"message\": \""u8, 0xFF, 0xC0, .. "\"}}"u8]));

    public static TheoryData<string> AnswersWithAnId => new(
        "HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n\u00EF\u00BB\u00BF{\"id\":\"cgt-1\"}",
        "HTTP/1.1 202 Accepted\r\nContent-Length: 15\r\n\r\n{\"id\":\"cgt-1\"}",
        "HTTP/1.1 200 OK\r\nContent-Length: 33\r\n\r\n{\"code\":0,\"data\":{\"id\":\"cgt-1\"}}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"id\":\"cgt-1\"}",
        "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"id\":\"cgt-1\"}");

    [Theory]
    [MemberData(nameof(AnswersWithAnId))]
    public async Task An_answer_that_names_the_task_is_read_whatever_its_form(string response)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Raw(response));

        VideoTask task = await Service.ClientOf(server.Address).CreateAsync(new VideoRequest { Prompt = "a lake" });

        Assert.Equal("cgt-1", task.Id);
    }

    [Theory]
    [InlineData("invalid_request", MeshVideoErrorKind.Refused)]
    [InlineData("validation_error", MeshVideoErrorKind.Refused)]
    [InlineData("unauthorized", MeshVideoErrorKind.Unauthorized)]
    [InlineData("spend_limit_exceeded", MeshVideoErrorKind.SpendLimitExceeded)]
    [InlineData("model_not_found", MeshVideoErrorKind.ModelNotFound)]
    [InlineData("internal_error", MeshVideoErrorKind.CreateOutcomeUnknown)]
    [InlineData("whatever", MeshVideoErrorKind.CreateOutcomeUnknown)]
    public async Task An_error_with_status_200_is_what_its_code_says(string code, MeshVideoErrorKind kind)
    {
        string error = $$"""{"error": {"code": "{{code}}", "message": "the reason"}, "request_id": "req_1"}""";
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, error));

        MeshVideoException fault = await Expect.ErrorAsync(
            kind, Service.ClientOf(server.Address).CreateAsync(new VideoRequest { Prompt = "a lake" }));

        Assert.Contains("the reason", fault.Message, System.StringComparison.Ordinal);
        Assert.Equal("req_1", fault.RequestId);
        Assert.Single(server.Requests, request => request.Method == "POST");
    }

    private static async Task AssertUnknownAsync(ScriptedResponse reply)
    {
        await using ScriptedServer server = ScriptedServer.Start(reply);

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.CreateOutcomeUnknown,
            Service.ClientOf(server.Address).CreateAsync(new VideoRequest { Prompt = "a lake" }));

        Assert.Single(server.Requests, request => request.Method == "POST");
        Assert.NotNull(error.SentAt);
    }
}
