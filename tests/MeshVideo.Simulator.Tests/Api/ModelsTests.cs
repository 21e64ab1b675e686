using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Api;

public sealed class ModelsTests
{
    private const string Free = "byteplus/experimental-free";

    private static readonly string[] Rates =
    [
        "input_usd_per_unit", "output_usd_per_unit", "completion_usd_per_1m", "output_with_audio_usd_per_1m",
        "output_with_video_usd_per_1m",
    ];

    [Fact]
    public async Task The_answer_is_a_bare_array_of_models_with_all_fields()
    {
        await using Service service = await Service.StartAsync();
        JsonArray models = (await service.GetAsync("/v1/models?type=video")).Json.AsArray();
        Assert.Equal(11, models.Count);
        string[] fields =
        [
            "id", "name", "is_free", "context_length", "model_type", "input_modalities", "output_modalities", "provider",
            "description", "supports_video_generation", "pricing",
        ];
        Assert.All(models, model =>
        {
            Assert.Equal(fields, model!.AsObject().Select(field => field.Key));
            Assert.Equal(("video", true), ((string?)model["model_type"], (bool)model["supports_video_generation"]!));
            Assert.StartsWith($"{model["provider"]}/", (string)model["id"]!, System.StringComparison.Ordinal);
            Assert.NotEmpty((string)model["name"]!);
            Assert.Equal("video", (string?)Assert.Single(model["output_modalities"]!.AsArray()));
        });
    }

    [Fact]
    public async Task Prices_are_decimal_strings_or_null()
    {
        await using Service service = await Service.StartAsync();
        Assert.All((await service.GetAsync("/v1/models")).Json.AsArray(), model =>
        {
            JsonObject pricing = model!["pricing"]!.AsObject();
            string[] fields =
                ["pricing_unit", "discount_pct", .. Rates.SelectMany(rate => (string[])[rate, rate + "_discounted"])];
            Assert.Equal(fields, pricing.Select(field => field.Key));
            Assert.All(pricing.Skip(1).Where(field => field.Value is not null), field =>
                decimal.Parse((string)field.Value!, CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public async Task A_model_by_the_second_has_no_rate_by_the_token()
    {
        await using Service service = await Service.StartAsync();
        JsonNode pricing = (await service.GetAsync("/v1/models/bytedance/seedance-2-5")).Json["pricing"]!;
        Assert.Equal("per_second", (string?)pricing["pricing_unit"]);
        Assert.Equal(["6.40", "10.70", null, null, null], Rates.Select(rate => (string?)pricing[rate]));
    }

    [Fact]
    public async Task A_discount_is_that_of_the_key()
    {
        await using Service service = await Service.StartAsync(options => options.DiscountPercent = 15);
        JsonNode pricing = (await service.GetAsync("/v1/models/byteplus/seedance-1-5-pro")).Json["pricing"]!;
        Assert.Equal("15", (string?)pricing["discount_pct"]);
        Assert.Equal(
            ("1.20", "1.02"), ((string?)pricing["completion_usd_per_1m"], (string?)pricing["completion_usd_per_1m_discounted"]));
        Assert.Null(pricing["output_with_video_usd_per_1m_discounted"]);
    }

    [Theory]
    [InlineData("?type=chat", 0)]
    [InlineData("?type=video&free=true", 1)]
    [InlineData("?free=false", 10)]
    [InlineData("?provider=bytedance", 1)]
    [InlineData("?provider=byteplus&free=false", 9)]
    [InlineData("?provider=openai", 0)]
    [InlineData("/free", 1)]
    [InlineData("/paid", 10)]
    public async Task Filters_narrow_the_list(string filter, int count)
    {
        await using Service service = await Service.StartAsync();
        JsonArray models = (await service.GetAsync("/v1/models" + filter)).Json.AsArray();
        Assert.Equal(count, models.Count);
        if (count == 1 && filter.Contains("free", System.StringComparison.Ordinal))
        {
            Assert.Equal(Free, (string?)models[0]!["id"]);
        }
    }

    [Fact]
    public async Task A_filter_that_is_not_valid_is_422()
    {
        await using Service service = await Service.StartAsync();
        Assert.Equal(["query.free"], (await service.GetAsync("/v1/models?free=maybe")).Locations);
    }

    [Fact]
    public async Task A_search_has_pages()
    {
        await using Service service = await Service.StartAsync();
        JsonNode page = (await service.GetAsync("/v1/models/search?q=SEEDANCE-1&limit=2&offset=4")).Json;
        Assert.Equal((5, 2, 4), ((int)page["total"]!, (int)page["limit"]!, (int)page["offset"]!));
        Assert.Equal("byteplus/seedance-1-0-lite-i2v", (string?)Assert.Single(page["items"]!.AsArray())!["id"]);
        Assert.Equal("byteplus", (string?)Assert.Single(page["brands"]!.AsArray()));
    }

    [Fact]
    public async Task One_model_is_read_by_its_id()
    {
        await using Service service = await Service.StartAsync();
        JsonNode listed = (await service.GetAsync("/v1/models")).Json[0]!;
        Assert.True(JsonNode.DeepEquals(listed, (await service.GetAsync($"/v1/models/{listed["id"]}")).Json));
        Assert.Equal("model_not_found", (await service.GetAsync("/v1/models/byteplus/none")).ErrorCode);
    }
}
