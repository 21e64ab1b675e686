using System.Net.Http;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Api;

public sealed class AuthenticationTests
{
    [Theory]
    [InlineData("/v1/video/generations")]
    [InlineData("/v1/video/generations/cgt-1")]
    [InlineData("/v1/models?type=video")]
    public async Task Without_a_key_it_is_401(string path)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.GetAsync(path, service.Anonymous);
        Assert.Equal(401, reply.Status);
        Assert.Equal("unauthorized", reply.ErrorCode);
    }

    [Fact]
    public async Task With_a_wrong_key_it_is_401()
    {
        await using Service service = await Service.StartAsync();
        using HttpClient stranger = service.ClientFor("rsk_wrong");
        Assert.Equal(401, (await service.PostAsync(Service.Text(), stranger)).Status);
        Assert.Equal(0, service.Host.Tasks.Count);
    }

    [Fact]
    public async Task A_star_stands_for_any_key()
    {
        await using Service service = await Service.StartAsync(options => options.Keys = [SimulatorOptions.AnyKey]);
        using HttpClient anyone = service.ClientFor("rsk_anyone");
        Assert.Equal(200, (await service.GetAsync(Service.Generations, anyone)).Status);
        Assert.Equal(SimulatorOptions.DefaultKey, service.Host.ApiKey);
    }

    [Fact]
    public async Task Every_answer_has_a_request_id_and_an_error_tells_it_too()
    {
        await using Service service = await Service.StartAsync();
        Reply fine = await service.GetAsync(Service.Generations);
        Reply error = await service.GetAsync(Service.Generations + "/cgt-none");
        Assert.Matches("^req_[0-9A-HJKMNP-TV-Z]{26}$", fine.Header("X-Request-Id"));
        Assert.Equal(error.Header("X-Request-Id"), (string?)error.Json["request_id"]);
        Assert.NotEqual(fine.Header("X-Request-Id"), error.Header("X-Request-Id"));
    }

    [Fact]
    public async Task Tasks_of_another_key_cannot_be_seen()
    {
        await using Service service = await Service.StartAsync(options => options.Keys = ["rsk_one", "rsk_two"]);
        using HttpClient other = service.ClientFor("rsk_two");
        string id = await service.CreateAsync();

        Reply reply = await service.GetAsync($"{Service.Generations}/{id}", other);
        Assert.Equal(404, reply.Status);
        Assert.Equal("not_found", reply.ErrorCode);
        Assert.Equal(0, (int)(await service.GetAsync(Service.Generations, other)).Json["total"]!);
        Assert.Equal(1, (int)(await service.GetAsync(Service.Generations)).Json["total"]!);
    }

    [Fact]
    public async Task An_unknown_route_is_404_in_the_framework_s_words()
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.GetAsync("/v2/anything");
        Assert.Equal(404, reply.Status);
        Assert.Equal("Not Found", (string?)reply.Json["detail"]);
    }
}
