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

        Assert.Equal("Dreamina Seedance 2.0", model.Name);
        Assert.Equal("byteplus", model.Provider);
        Assert.Equal(["text", "image", "video", "audio"], model.InputModalities);
        Assert.Equal(["video"], model.OutputModalities);
        Assert.Equal("per_1m_tokens", model.Pricing?.Unit);
        Assert.Equal(7.00m, model.Pricing?.CompletionUsdPer1M);
        Assert.Equal(4.30m, model.Pricing?.OutputWithVideoUsdPer1M);
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
    public async Task A_model_comes_with_what_the_table_says_of_it()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(
            200, """[{"id": "byteplus/seedance-1-5-pro-251215"}, {"id": "byteplus/experimental"}]"""));

        VideoModel[] models = [.. await Service.ClientOf(server.Address).ListModelsAsync()];

        Assert.Equal("seedance-1-5-pro", models[0].Capabilities?.Name);
        Assert.Null(models[1].Capabilities);
        Assert.False(models[0].HasPrice);
        Assert.All(ModelTable.Default.ToVideoModels(), model => Assert.Equal(model.Id, model.Capabilities?.Id));
    }

    [Theory]
    [InlineData("byteplus/seedance-1-5-pro", "seedance-1-5-PRO", true)]
    [InlineData("byteplus/seedance-1-5-pro", "bytedance/seedance-1-5-pro", true)]
    [InlineData("byteplus/seedance-1-5-pro-251215", "seedance-1-5-pro", true)]
    [InlineData("byteplus/seedance-1-5-pro", "byteplus/seedance-1-5-pro-251215", true)]
    [InlineData("byteplus/seedance-1-5-pro-251215", "byteplus/seedance-1-5-pro-260101", false)]
    [InlineData("byteplus/seedance-1-5-pro", "byteplus/seedance-1-5", false)]
    [InlineData("other/seedance-1-5-pro", "byteplus/seedance-1-5-pro", false)]
    public void An_id_names_a_model_with_or_without_prefix_and_date(string own, string id, bool isNamed) =>
        Assert.Equal(isNamed, new VideoModel { Id = own }.HasId(id));

    [Fact]
    public async Task A_response_without_a_list_is_invalid()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"models": []}"""));

        await Expect.ErrorAsync(MeshVideoErrorKind.InvalidResponse, Service.ClientOf(server.Address).ListModelsAsync());
    }

    [Fact]
    public async Task Every_field_is_read_and_prices_are_text_or_numbers()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(
            200,
            """
            [{"id": "a/b", "name": "B", "is_free": false, "context_length": 4096, "model_type": "video",
              "input_modalities": ["text", "image"], "output_modalities": ["video"], "provider": "a", "description": "D",
              "supports_video_generation": true,
              "pricing": {"pricing_unit": "per_second", "input_usd_per_unit": "6.40", "output_usd_per_unit": 10.70,
                "completion_usd_per_1m": null, "output_with_audio_usd_per_1m": "7", "output_with_video_usd_per_1m": "4.3",
                "discount_pct": "12.5", "input_usd_per_unit_discounted": "5.6", "output_usd_per_unit_discounted": "9.3625",
                "completion_usd_per_1m_discounted": 1e-6, "output_with_audio_usd_per_1m_discounted": "6.125",
                "output_with_video_usd_per_1m_discounted": "3.7625"}}]
            """));

        VideoModel model = Assert.Single(await Service.ClientOf(server.Address).ListModelsAsync());

        Assert.Equal(("a/b", "B", false, 4096L), (model.Id, model.Name, model.IsFree, model.ContextLength));
        Assert.Equal(("video", "a", "D"), (model.ModelType, model.Provider, model.Description));
        Assert.True(model.SupportsVideoGeneration);
        Assert.Equal(["text", "image"], model.InputModalities);
        Assert.Equal(["video"], model.OutputModalities);
        VideoModelPricing expected = new()
        {
            Unit = "per_second",
            InputUsdPerUnit = 6.40m,
            OutputUsdPerUnit = 10.70m,
            OutputWithAudioUsdPer1M = 7m,
            OutputWithVideoUsdPer1M = 4.3m,
            DiscountPercent = 12.5m,
            InputUsdPerUnitDiscounted = 5.6m,
            OutputUsdPerUnitDiscounted = 9.3625m,
            CompletionUsdPer1MDiscounted = 0.000001m,
            OutputWithAudioUsdPer1MDiscounted = 6.125m,
            OutputWithVideoUsdPer1MDiscounted = 3.7625m,
        };
        Assert.Equal(expected, model.Pricing);
    }

    [Fact]
    public async Task Odd_entries_break_nothing()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(
            200,
            """
            [null, {}, {"id": null}, {"id": "text", "supports_video_generation": false}, {"id": "a", "name": [], "pricing": 3,
              "input_modalities": "text"},
             {"id": "b", "supports_video_generation": true, "output_modalities": ["video", null],
              "pricing": {"completion_usd_per_1m": "-1", "discount_pct": "101", "output_usd_per_unit": "1,5",
                "input_usd_per_unit": "free", "output_with_audio_usd_per_1m": {}, "\ud800": "1"}}]
            """));

        VideoModel[] models = [.. await Service.ClientOf(server.Address).ListModelsAsync()];

        Assert.Equal(["a", "b"], models.Select(model => model.Id));
        Assert.Null(models[0].Pricing);
        Assert.Empty(models[0].InputModalities);
        Assert.Equal(["video"], models[1].OutputModalities);
        Assert.Equal(new VideoModelPricing(), models[1].Pricing);
    }
}
