using System;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>A create whose answer is lost is sent once, and said to be unknown.</summary>
public sealed class CreateOnceTests
{
    private static readonly VideoRequest Request = new() { Prompt = "a lake" };

    [Theory]
    [InlineData("""{"on": "create", "kind": "reset", "after": true}""")]
    [InlineData("""{"on": "create", "kind": "corrupt"}""")]
    [InlineData("""{"on": "create", "kind": "empty"}""")]
    [InlineData("""{"on": "create", "kind": "truncate", "bytes": 5, "after": true}""")]
    [InlineData("""{"on": "create", "kind": "status", "status": 502, "after": true}""")]
    public async Task A_task_that_was_made_stays_the_only_one(string error)
    {
        await using Service service = await Service.StartAsync(error);

        await AssertUnknownAsync(service);

        Assert.Equal(1, service.Host.Tasks.Count);
    }

    [Theory]
    [InlineData("""{"on": "create", "kind": "reset"}""")]
    [InlineData("""{"on": "create", "kind": "refuse"}""")]
    [InlineData("""{"on": "create", "kind": "status", "status": 408}""")]
    [InlineData("""{"on": "create", "kind": "status", "status": 500}""")]
    [InlineData("""{"on": "create", "kind": "status", "status": 502, "body": "<html>Bad Gateway</html>"}""")]
    [InlineData("""{"on": "create", "kind": "status", "status": 503, "retryAfter": 1}""")]
    [InlineData("""{"on": "create", "kind": "status", "status": 504}""")]
    [InlineData("""{"on": "create", "kind": "status", "status": 200, "body": "{\"id\": null}", "contentType": "application/json"}""")]
    [InlineData("""{"on": "create", "kind": "status", "status": 200, "body": "{}", "contentType": "application/json"}""")]
    [InlineData("""{"on": "create", "kind": "status", "status": 200, "body": "<html>Please sign in</html>"}""")]
    public async Task A_request_that_may_have_been_carried_out_is_not_sent_again(string error)
    {
        await using Service service = await Service.StartAsync(error);

        await AssertUnknownAsync(service);
    }

    [Fact]
    public async Task The_services_words_and_request_id_are_passed_on()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "create", "kind": "status", "status": 504, "message": "Upstream is asleep.", "headers": {"X-Request-Id": "req_1"}}""");

        MeshVideoException error = await AssertUnknownAsync(service);

        Assert.Equal(504, error.StatusCode);
        Assert.Equal("gateway_timeout", error.Code);
        Assert.Equal("req_1", error.RequestId);
        Assert.Contains("Upstream is asleep", error.Message, StringComparison.Ordinal);
        Assert.Contains("HTTP 504", error.Message, StringComparison.Ordinal);
        Assert.Contains("req_1", error.Message, StringComparison.Ordinal);
    }

    private static async Task<MeshVideoException> AssertUnknownAsync(Service service)
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;
        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.CreateOutcomeUnknown, service.Client.CreateAsync(Request));

        Assert.Single(service.Posts);
        Assert.InRange(error.SentAt!.Value, before, service.Posts[0].Time);
        Assert.InRange(error.CreatedAfter!.Value, error.SentAt.Value.AddSeconds(-7), error.SentAt.Value.AddSeconds(-3));
        Assert.Equal([Remedy.SearchForTask], error.Remedies);
        Assert.Contains("may be charged", error.Message, StringComparison.Ordinal);
        return error;
    }
}
