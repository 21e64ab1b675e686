using System;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Contract;

/// <summary>What narrows a list.</summary>
public sealed class ListFilterTests
{
    [Fact]
    public async Task Filters_stand_in_the_query_each_as_often_as_given()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"data": []}"""));

        await Service.ClientOf(server.Address)
            .ListAsync(new VideoTaskQuery { Statuses = ["failed", "new one"], Models = ["a/b&c", "d"] }, 0, 50);

        Assert.Equal(
            "/v1/video/generations?status=failed&status=new+one&model=a%2Fb%26c&model=d&limit=50&offset=0",
            server.Requests[0].Target);
    }

    [Theory]
    [InlineData("2026-05-14T18:32:17+02:00", "2026-05-14T16:32:17Z")]
    [InlineData("2026-05-14T18:32:17.250Z", "2026-05-14T18:32:17.25Z")]
    [InlineData("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z")]
    public async Task Times_are_UTC(string time, string expected)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"data": []}"""));
        DateTimeOffset moment = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

        await Service.ClientOf(server.Address)
            .ListAsync(new VideoTaskQuery { CreatedAfter = moment, CreatedBefore = moment }, 0, 1);

        string target = Uri.UnescapeDataString(server.Requests[0].Target);
        Assert.Contains($"created_after={expected}&created_before={expected}&", target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_understands_them()
    {
        await using Service service = await Service.StartAsync();
        string[] ids = [.. service.Host.Tasks.Seed(10)];
        service.Host.Tasks.Seed(2, status: "failed");
        service.Host.Tasks.Seed(2, model: "byteplus/seedance-1-5-pro");
        VideoTask fourth = await service.Client.GetAsync(ids[3]);
        VideoTaskQuery query = new()
        {
            Statuses = ["succeeded", "running"],
            Models = [VideoRequest.DefaultModel],
            // Times in answers are cut to whole seconds.
            CreatedAfter = fourth.CreatedAt!.Value.AddSeconds(-2),
            CreatedBefore = fourth.CreatedAt!.Value.AddSeconds(1).ToOffset(TimeSpan.FromHours(9)),
        };

        VideoTaskPage page = await service.Client.ListAsync(query, 0, 200);

        Assert.Equal(ids.Skip(3).Take(3), page.Tasks.Select(task => task.Id));
        Assert.Equal(3, page.Total);
        Assert.False(page.HasMore);
        Assert.All(page.Tasks, task => Assert.NotNull(MeshVideoClient.ForTask(task)));
    }
}
