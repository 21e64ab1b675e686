using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Contract;

/// <summary>The catalogue of models.</summary>
public sealed class ModelListTests
{
    [Fact]
    public async Task The_models_that_make_videos_come_with_their_prices()
    {
        await using Service service = await Service.StartAsync();

        VideoModel model = (await service.Client.ListModelsAsync()).Single(model => model.Id == VideoRequest.DefaultModel);

        Assert.NotEmpty(model.Pricing["completion_usd_per_1m"]);
        Assert.Equal("?type=video", service.Host.Requests.All[0].Query);
    }

    [Theory]
    [InlineData("""[{"id": "a"}]""")]
    [InlineData("""{"object": "list", "data": [{"id": "a"}]}""")]
    public async Task The_list_is_an_array_or_a_gateway_has_wrapped_it(string response)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, response));

        Assert.Equal(["a"], (await Service.ClientOf(server.Address).ListModelsAsync()).Select(model => model.Id));
    }

    [Fact]
    public async Task Odd_entries_break_nothing()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(
            200,
            """
            [null, {}, {"id": null}, {"id": "text", "supports_video_generation": false}, {"id": "a", "name": 7, "pricing": 3},
             {"id": "b", "supports_video_generation": true, "pricing": {"x": "0.5", "y": 2, "z": null, "\ud800": "1"}}]
            """));

        VideoModel[] models = [.. await Service.ClientOf(server.Address).ListModelsAsync()];

        Assert.Equal(["a", "b"], models.Select(model => model.Id));
        Assert.Equal(["x=0.5", "y=2"], models[1].Pricing.Select(price => $"{price.Key}={price.Value}"));
    }
}
