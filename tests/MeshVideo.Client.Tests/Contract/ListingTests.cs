using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Contract;

/// <summary>The list, page by page.</summary>
public sealed class ListingTests
{
    private static readonly VideoTaskQuery All = new();

    [Fact]
    public async Task Pages_are_as_large_as_the_service_allows()
    {
        await using Service service = await Service.StartAsync();
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(450);

        Assert.Equal(ids, await ReadAsync(new VideoTaskListing(service.Client, All)));

        Assert.Equal(
            ["?limit=200&offset=0", "?limit=200&offset=200", "?limit=200&offset=400"],
            service.Host.Requests.All.Select(request => request.Query));
    }

    [Theory]
    [InlineData(3, 0, "?limit=3&offset=0")]
    [InlineData(200, 0, "?limit=200&offset=0")]
    [InlineData(250, 0, "?limit=200&offset=0 ?limit=50&offset=200")]
    [InlineData(2, 5, "?limit=2&offset=5")]
    [InlineData(0, 0, "")]
    public async Task Only_what_is_wanted_is_asked_for(int first, int skip, string queries)
    {
        await using Service service = await Service.StartAsync();
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(300);

        Assert.Equal(ids.Skip(skip).Take(first), await ReadAsync(new VideoTaskListing(service.Client, All, skip, first)));

        Assert.Equal(queries, string.Join(' ', service.Host.Requests.All.Select(request => request.Query)));
    }

    [Fact]
    public async Task The_total_can_be_asked_for_alone()
    {
        await using Service service = await Service.StartAsync();
        service.Host.Tasks.Seed(300);
        VideoTaskListing listing = new(service.Client, All, first: 0, includeTotal: true);

        Assert.Empty(await ReadAsync(listing));

        Assert.Equal(300, listing.Total);
        Assert.Equal("?limit=1&offset=0", Assert.Single(service.Host.Requests.All).Query);
    }

    [Fact]
    public async Task Tasks_made_meanwhile_make_no_row_appear_twice()
    {
        await using Service service = await Service.StartAsync();
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(210);
        VideoTaskListing listing = new(service.Client, All);

        List<VideoTask> read = [.. (await listing.NextPageAsync(default))!];
        service.Host.Tasks.Seed(5);
        read.AddRange((await listing.NextPageAsync(default))!);

        Assert.Equal(ids, read.Select(task => task.Id));
        Assert.Null(await listing.NextPageAsync(default));
        Assert.Equal(210, listing.Total);
    }

    [Fact]
    public async Task Rows_seen_before_do_not_count_as_wanted()
    {
        await using Service service = await Service.StartAsync();
        IReadOnlyList<string> ids = service.Host.Tasks.Seed(230);
        VideoTaskListing listing = new(service.Client, All, skip: 0, first: 210);

        List<VideoTask> read = [.. (await listing.NextPageAsync(default))!];
        service.Host.Tasks.Seed(4);
        while (await listing.NextPageAsync(default) is { } page)
        {
            read.AddRange(page);
        }

        Assert.Equal(ids.Take(210), read.Select(task => task.Id));
    }

    [Fact]
    public async Task An_empty_list_is_one_request()
    {
        await using Service service = await Service.StartAsync();

        Assert.Empty(await ReadAsync(new VideoTaskListing(service.Client, All)));

        Assert.Single(service.Host.Requests.All);
    }

    [Fact]
    public async Task A_service_that_always_promises_more_is_believed_only_while_rows_come()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(200, """{"data": [{"id": "a"}, null, ["c"], {"id": "b"}], "has_more": true}"""),
            ScriptedResponse.Json(200, """{"data": [{"id": "b"}, {}], "has_more": true}"""),
            ScriptedResponse.Json(200, """{"data": [], "has_more": true}"""));

        Assert.Equal(["a", "b"], await ReadAsync(new VideoTaskListing(Service.ClientOf(server.Address), All)));

        Assert.Equal(
            ["limit=200&offset=0", "limit=200&offset=4", "limit=200&offset=6"],
            server.Requests.Select(request => request.Target.Split('?')[1]));
    }

    [Theory]
    [InlineData("""{"data": null}""")]
    [InlineData("""{"data": {}}""")]
    [InlineData("[]")]
    public async Task What_is_no_list_is_a_passing_fault(string json)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(200, json), ScriptedResponse.Json(200, """{"data": [{"id": "a", "seed": {}}, {"id": "b"}]}"""));

        Assert.Equal(["a", "b"], await ReadAsync(new VideoTaskListing(Service.ClientOf(server.Address), All)));
    }

    [Fact]
    public async Task Cancelling_ends_a_hanging_page()
    {
        await using Service service = await Service.StartAsync("""{"on": "list", "kind": "hang"}""");
        using CancellationTokenSource cancellation = new();

        Task<IReadOnlyList<VideoTask>?> page = new VideoTaskListing(service.Client, All).NextPageAsync(cancellation.Token);
        await service.ArrivedAsync(_ => true);
        await cancellation.CancelAsync();

        await Expect.CancelledAsync(page);
    }

    internal static async Task<List<string>> ReadAsync(VideoTaskListing listing)
    {
        List<string> ids = [];
        while (await listing.NextPageAsync(default).WaitAsync(Expect.Timeout) is { } page)
        {
            ids.AddRange(page.Select(task => task.Id));
        }

        return ids;
    }
}
