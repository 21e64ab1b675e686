using System;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Contract;

/// <summary>When the link of a task expires: by the link, or a day after the end of the task.</summary>
public sealed class LinkExpirationTests
{
    private const string Assumed = "2023-11-15T22:14:20Z";

    [Theory]
    [InlineData("X-Tos-Algorithm=TOS4-HMAC-SHA256&X-Tos-Date=20250331T095113Z&X-Tos-Expires=86400&X-Tos-Signature=x", "2025-04-01T09:51:13Z")]
    [InlineData("x-tos-algorithm=v2&x-tos-authkey=x&x-tos-expires=1681980481&x-tos-signature=x", "2023-04-20T08:48:01Z")]
    [InlineData("X-Amz-Date=20130524T000000Z&X-Amz-Expires=3600&X-Amz-Signature=x", "2013-05-24T01:00:00Z")]
    [InlineData("x-amz-expires=60&X-AMZ-DATE=20130524T000000Z", "2013-05-24T00:01:00Z")]
    [InlineData("X-Goog-Expires=900&X-Goog-Date=20201001T155950Z", "2020-10-01T16:14:50Z")]
    [InlineData("x-oss-date=20241201T000000Z&x-oss-expires=1", "2024-12-01T00:00:01Z")]
    [InlineData("AWSAccessKeyId=x&Expires=1767225600&Signature=x", "2026-01-01T00:00:00Z")]
    [InlineData("x-expires=1767225600&x-signature=x", "2026-01-01T00:00:00Z")]
    [InlineData("expires=1767225600123&signature=x", "2026-01-01T00:00:00Z")]
    [InlineData("sv=2024-11-04&se=2026-01-01T00%3A00%3A00Z&sr=b&sig=x", "2026-01-01T00:00:00Z")]
    [InlineData("q-ak=x&q-sign-time=1767139200%3B1767225600&q-signature=x", "2026-01-01T00:00:00Z")]
    public async Task It_is_read_from_the_link(string query, string expiration)
    {
        VideoTask task = await ReadAsync($"https://files.example/v.mp4?{query}");

        Assert.Equal((Parse(expiration), false), (Round(task.ExpiresAt), task.IsExpiryAssumed));
        // The copy for reports has the time too, although its link does not.
        Assert.Equal((task.ExpiresAt, false), (task.WithoutSignatures().ExpiresAt, task.WithoutSignatures().IsExpiryAssumed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?signature=x")]
    [InlineData("?X-Tos-Expires=86400")]
    [InlineData("?X-Tos-Expires=86400&X-Tos-Date=yesterday")]
    [InlineData("?X-Tos-Expires=-5&X-Tos-Date=20250331T095113Z")]
    [InlineData("?X-Tos-Expires=86400&X-Tos-Date=99991231T235959Z")]
    [InlineData("?X-Amz-Expires=99999999999999999999&X-Amz-Date=20250331T095113Z")]
    [InlineData("?expires=soon")]
    [InlineData("?expires=7200")]
    [InlineData("?expires=9223372036854775807")]
    [InlineData("?expires=%E2%80%A6&expires=")]
    [InlineData("?se=2026-01-01T00:00:00Z")]
    [InlineData("?se=x&sig=x")]
    [InlineData("?q-sign-time=;")]
    public async Task Without_a_time_it_is_assumed_to_be_a_day_after_the_end(string query)
    {
        VideoTask task = await ReadAsync($"https://files.example/v.mp4{query}");

        Assert.Equal((Parse(Assumed), true), (task.ExpiresAt, task.IsExpiryAssumed));
    }

    [Theory]
    [InlineData("""{"id": "cgt-1", "status": "failed", "updated_at": 1700000060}""")]
    [InlineData("""{"id": "cgt-1", "status": "succeeded", "content": {"video_url": "https://files.example/v.mp4"}}""")]
    public async Task Without_a_link_or_an_end_it_is_not_known(string json)
    {
        VideoTask task = await TaskReadingTests.ReadAsync(json);

        Assert.Equal((null, false), (task.ExpiresAt, task.IsExpiryAssumed));
    }

    [Fact]
    public async Task An_end_at_the_end_of_time_is_no_error()
    {
        VideoTask task = await TaskReadingTests.ReadAsync(
            """{"id": "cgt-1", "updated_at": 253402300799, "content": {"video_url": "https://files.example/v.mp4"}}""");

        Assert.Null(task.ExpiresAt);
    }

    private static Task<VideoTask> ReadAsync(string link) => TaskReadingTests.ReadAsync(
        $$$"""{"id": "cgt-1", "status": "succeeded", "updated_at": 1700000060, "content": {"video_url": "{{{link}}}"}}""");

    private static DateTimeOffset Parse(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset? Round(DateTimeOffset? time) =>
        time is { } value ? DateTimeOffset.FromUnixTimeSeconds(value.ToUnixTimeSeconds()) : null;
}
