using System;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>
/// A refusal that comes before the body was read is a refusal: nothing can have been created from a part of a body.
/// </summary>
public sealed class EarlyResponseTests
{
    private const int Large = 8_000_000;

    [Theory]
    [InlineData(401, MeshVideoErrorKind.Unauthorized, Large)]
    [InlineData(402, MeshVideoErrorKind.SpendLimitExceeded, Large)]
    [InlineData(403, MeshVideoErrorKind.Forbidden, Large)]
    [InlineData(413, MeshVideoErrorKind.Refused, Large)]
    [InlineData(422, MeshVideoErrorKind.Refused, Large)]
    [InlineData(413, MeshVideoErrorKind.Refused, 600_000)]
    [InlineData(413, MeshVideoErrorKind.Refused, 200)]
    public async Task A_refusal_before_the_body_was_read_is_reported_as_such(int status, MeshVideoErrorKind kind, int size)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(status, """{"error": {"code": "x", "message": "early"}}"""));
        server.AnswersHead = _ => true;

        MeshVideoException error = await Expect.ErrorAsync(kind, Service.ClientOf(server.Address).CreateAsync(OfSize(size)));

        Assert.Contains("early", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests, request => request.Method == "POST");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_large_body_is_announced_and_goes_out_whether_or_not_the_server_says_that_it_may(bool saysContinue)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        server.SaysContinue = saysContinue;

        VideoTask task = await Service.ClientOf(server.Address).CreateAsync(OfSize(Large));

        Assert.Equal("cgt-1", task.Id);
        Assert.Equal("100-continue", server.Requests.Single()["Expect"]);
        Assert.True(server.Requests.Single().IsComplete);
    }

    [Fact]
    public async Task A_small_body_is_not_announced()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));

        await Service.ClientOf(server.Address).CreateAsync(OfSize(1000));

        Assert.Null(server.Requests.Single()["Expect"]);
    }

    [Fact]
    public async Task A_server_that_knows_no_announcement_gets_the_body_without_one()
    {
        await using ScriptedServer server = ScriptedServer.Start(request =>
            request["Expect"] is null ? ScriptedResponse.Json(200, """{"id": "cgt-1"}""") : ScriptedResponse.Json(417, "{}"));
        server.AnswersHead = request => request["Expect"] is not null;

        VideoTask task = await Service.ClientOf(server.Address).CreateAsync(OfSize(Large));

        Assert.Equal("cgt-1", task.Id);
        Assert.Equal(2, server.Requests.Count);
        Assert.Single(server.Requests, request => request.IsComplete);
    }

    [Fact]
    public async Task A_connection_that_is_cut_without_an_answer_still_leaves_the_outcome_unknown()
    {
        await using ScriptedServer server = ScriptedServer.Start(new ScriptedResponse([]));
        server.AnswersHead = _ => true;

        await Expect.ErrorAsync(
            MeshVideoErrorKind.CreateOutcomeUnknown, Service.ClientOf(server.Address).CreateAsync(OfSize(600_000)));

        Assert.Single(server.Requests, request => request.Method == "POST");
    }

    private static VideoRequest OfSize(int size) => new()
    {
        Prompt = "a lake",
        FirstFrame = MediaSource.FromUrl("data:image/png;base64," + new string('A', size)),
    };
}
