using System.Globalization;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests;

public sealed class ModelsTests
{
    [Fact]
    public async Task Each_model_tells_its_prices_as_decimal_strings()
    {
        await using var service = await Service.StartAsync();
        var models = (await service.GetAsync("/v1/models?type=video")).Json["data"]!.AsArray();
        Assert.Equal(8, models.Count);
        Assert.Contains(models, model => (string?)model!["id"] == "byteplus/experimental");
        Assert.All(models, model =>
        {
            Assert.True((bool)model!["supports_video_generation"]!);
            Assert.NotEmpty((string)model["name"]!);
            Assert.All(model["pricing"]!.AsObject(), price => decimal.Parse((string)price.Value!, CultureInfo.InvariantCulture));
            Assert.True(model["pricing"]!.AsObject().ContainsKey("completion_usd_per_1m"));
        });
    }

    [Fact]
    public async Task There_are_no_models_of_another_type()
    {
        await using var service = await Service.StartAsync();
        Assert.Empty((await service.GetAsync("/v1/models?type=chat")).Json["data"]!.AsArray());
        Assert.Equal(8, (await service.GetAsync("/v1/models")).Json["data"]!.AsArray().Count);
    }
}
