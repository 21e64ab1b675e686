using System;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>Which connection a create takes.</summary>
public sealed class CreateConnectionTests
{
    private static readonly VideoRequest Request = new() { Prompt = "a lake" };

    [Fact]
    [Trait("Build", "net8.0")]
    public async Task Creates_that_follow_each_other_share_a_connection()
    {
        await using Service service = await Service.StartAsync();
        await service.Client.CreateAsync(Request);

        await service.Client.CreateAsync(Request);
        await service.Client.CreateAsync(Request);

        Assert.Equal(service.Posts[1].ConnectionId, service.Posts[2].ConnectionId);
    }

    [Fact]
    public async Task A_connection_that_has_idled_is_not_used()
    {
        await using Service service = await Service.StartAsync();
        await service.Client.CreateAsync(Request);

        // Idle time is what this is about; there is no signal for it.
        await Task.Delay(TimeSpan.FromMilliseconds(400));
        await service.Client.CreateAsync(Request);

        Assert.NotEqual(service.Posts[0].ConnectionId, service.Posts[1].ConnectionId);
    }

    [Fact]
    public async Task Creates_at_once_have_a_connection_each()
    {
        await using Service service = await Service.StartAsync("""{"on": "create", "kind": "delay", "ms": 300, "times": 3}""");

        await Task.WhenAll(
            service.Client.CreateAsync(Request), service.Client.CreateAsync(Request), service.Client.CreateAsync(Request));

        Assert.Equal(3, service.Posts.Count);
        Assert.Distinct(service.Posts, new ByConnection());
    }

    private sealed class ByConnection : System.Collections.Generic.IEqualityComparer<MeshVideo.Simulator.Requests.LoggedRequest>
    {
        public bool Equals(MeshVideo.Simulator.Requests.LoggedRequest? one, MeshVideo.Simulator.Requests.LoggedRequest? other) =>
            one?.ConnectionId == other?.ConnectionId;

        public int GetHashCode(MeshVideo.Simulator.Requests.LoggedRequest request) =>
            request.ConnectionId.GetHashCode(StringComparison.Ordinal);
    }
}
