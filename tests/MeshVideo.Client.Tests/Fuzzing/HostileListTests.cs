using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Lists that always promise another page.</summary>
public sealed class HostileListTests
{
    [Theory]
    [InlineData("""{"data": [{"id": "cgt-1"}], "has_more": true}""", 1)]
    [InlineData("""{"data": [null, {}, {"id": null}], "has_more": true}""", 0)]
    public async Task A_list_that_shows_the_same_page_for_ever_is_given_up(string page, int tasks)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, page));
        VideoTaskListing listing = new(Service.ClientOf(server.Address), new VideoTaskQuery());
        List<VideoTask> seen = [];

        MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.InvalidResponse, ReadAsync(listing, seen));

        Assert.Equal(tasks, seen.Count);
        Assert.InRange(server.Requests.Count, 2, 20);
        Assert.Contains("the same tasks", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_repeats_the_one_before_does_not_end_the_list()
    {
        // As many tasks as a page has were made while it was read.
        string Page(string ids, bool hasMore)
        {
            string rows = string.Join(", ", ids.Split(' ').Select(id => $$"""{"id": "{{id}}"}"""));
            return $$"""{"data": [{{rows}}], "has_more": {{(hasMore ? "true" : "false")}}}""";
        }

        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(200, Page("4 3", true)),
            ScriptedResponse.Json(200, Page("4 3", true)),
            ScriptedResponse.Json(200, Page("4 3", true)),
            ScriptedResponse.Json(200, Page("2 1", false)));
        List<VideoTask> seen = [];

        await ReadAsync(new VideoTaskListing(Service.ClientOf(server.Address), new VideoTaskQuery()), seen);

        Assert.Equal(["4", "3", "2", "1"], seen.Select(task => task.Id));
    }

    private static async Task ReadAsync(VideoTaskListing listing, List<VideoTask> seen)
    {
        while (await listing.NextPageAsync(CancellationToken.None) is { } page)
        {
            seen.AddRange(page);
        }
    }
}
