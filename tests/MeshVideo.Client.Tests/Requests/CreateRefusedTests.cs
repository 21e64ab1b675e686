using System;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>A create that the service refuses: nothing was made, and the error says why.</summary>
public sealed class CreateRefusedTests
{
    private static readonly VideoRequest Request = new() { Prompt = "a lake" };

    [Theory]
    [InlineData(400, null, MeshVideoErrorKind.Refused, "invalid_request")]
    [InlineData(401, null, MeshVideoErrorKind.Unauthorized, "unauthorized")]
    [InlineData(402, null, MeshVideoErrorKind.SpendLimitExceeded, "spend_limit_exceeded")]
    [InlineData(403, null, MeshVideoErrorKind.Forbidden, "forbidden")]
    [InlineData(404, null, MeshVideoErrorKind.NotFound, "not_found")]
    [InlineData(404, "model_not_found", MeshVideoErrorKind.ModelNotFound, "model_not_found")]
    [InlineData(409, null, MeshVideoErrorKind.Conflict, "conflict")]
    [InlineData(413, "request_too_large", MeshVideoErrorKind.Refused, "request_too_large")]
    [InlineData(422, "unprocessable_entity", MeshVideoErrorKind.Refused, "unprocessable_entity")]
    public async Task Each_status_has_its_kind(int status, string? code, MeshVideoErrorKind kind, string expectedCode)
    {
        string coded = code is null ? string.Empty : $", \"code\": \"{code}\"";
        await using Service service = await Service.StartAsync(
            $$$"""{"on": "create", "kind": "status", "status": {{{status}}}{{{coded}}}, "message": "Not today.", "headers": {"X-Request-Id": "req_1"}}""");

        MeshVideoException error = await Expect.ErrorAsync(kind, service.Client.CreateAsync(Request));

        Assert.Equal(status, error.StatusCode);
        Assert.Equal(expectedCode, error.Code);
        Assert.Equal("Not today.", error.ServiceMessage);
        Assert.Equal("req_1", error.RequestId);
        Assert.Contains("Not today", error.Message, StringComparison.Ordinal);
        Assert.Contains("req_1", error.Message, StringComparison.Ordinal);
        Assert.Null(error.SentAt);
        Assert.Single(service.Posts);
    }

    [Fact]
    public async Task Everything_wrong_with_a_request_is_named()
    {
        await using Service service = await Service.StartAsync();

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.Refused, service.Client.CreateAsync(Request with { Duration = 99, Priority = 10 }));

        Assert.Equal(422, error.StatusCode);
        Assert.Equal("validation_error", error.Code);
        Assert.Equal(["duration", "priority"], error.Details.Select(detail => detail.Location).Order(StringComparer.Ordinal));
        Assert.All(error.Details, detail => Assert.Contains(detail.ToString(), error.Message, StringComparison.Ordinal));
        Assert.Equal(0, service.Host.Tasks.Count);
    }

    [Fact]
    public async Task A_wrong_key_creates_nothing()
    {
        await using Service service = await Service.StartAsync();

        await Expect.ErrorAsync(MeshVideoErrorKind.Unauthorized, Service.ClientOf(service.Host.BaseUri).CreateAsync(Request));

        Assert.Equal(0, service.Host.Tasks.Count);
    }
}
