using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Client.Tests.Validation;
using Xunit;

namespace MeshVideo.Client.Tests.Costs;

/// <summary>What a video will cost, and where that cannot be known.</summary>
public sealed class CostEstimateTests
{
    private const string Two = "byteplus/dreamina-seedance-2-0";
    private const string Pro15 = "byteplus/seedance-1-5-pro";
    private const string Pro10 = "byteplus/seedance-1-0-pro";

    private static readonly VideoModel[] Models =
    [
        Priced(Two, 7.00m, 7.00m, 4.30m),
        Priced(Pro15, 1.20m, 2.40m),
        new()
        {
            Id = Pro10 + "-250528",
            Pricing = new() { Unit = "per_1m_tokens", CompletionUsdPer1M = 2.50m, DiscountPercent = 20 },
        },
        new() { Id = "bytedance/seedance-2-5", Pricing = new() { Unit = "per_second", OutputUsdPerUnit = 10.70m } },
        Priced("byteplus/seedance-1-0-lite-i2v", 1.80m),
        Priced("other/model", 3m),
        new() { Id = "other/free", IsFree = true },
    ];

    // Computed by hand: width x height x (24 x seconds + 1) / 1024, and the price of a million.
    public static TheoryData<VideoRequest, long?, decimal?> Requests => new()
    {
        { new() { Model = Two }, 108_900, 0.7623m },
        { new() { Model = Two, Resolution = "720p", Ratio = "16:9", Duration = 10 }, 216_900, 1.5183m },
        { new() { Model = Two, Resolution = "1080p", Ratio = "16:9", Duration = 5 }, 245_025, 1.715175m },
        { new() { Model = Two, Resolution = "480p", Ratio = "16:9", Duration = 4 }, 40_594, 0.284158m },
        { new() { Model = Two, Resolution = "720p", Ratio = "1:1", Duration = 5 }, 108_900, 0.7623m },
        { new() { Model = Two, Resolution = "4k", Ratio = "16:9", Duration = 15 }, 2_924_100, 20.4687m },
        { new() { Model = Two + "-251126", GenerateAudio = false }, 108_900, 0.7623m },
        { new() { Model = Pro15 }, 108_900, 0.26136m },
        { new() { Model = Pro15, GenerateAudio = false }, 108_900, 0.13068m },
        { new() { Model = Pro15, Resolution = "1080p", Ratio = "9:16", Duration = 12 }, 585_225, 1.40454m },
        { new() { Model = Pro10, Resolution = "1080p", Duration = 5 }, 246_840, 0.49368m },
        { new() { Model = Pro10 }, 246_840, 0.49368m },
        { new() { Model = Pro10 + "-250528", Resolution = "720p", Duration = 2 }, 42_042, 0.084084m },
        { new() { Model = Pro10, Resolution = "720p", Frames = 289 }, 247_962, 0.495924m },
        {
            new() { Model = "byteplus/seedance-1-0-lite-i2v", FirstFrame = MediaSource.FromUrl("asset://a") },
            113_740,
            0.204732m
        },
        { new() { Model = Two, Ratio = "16:9", ReferenceVideos = [Clip(3)] }, 173_700, 0.74691m },
        { new() { Model = Two, ReferenceVideos = [MediaSource.FromUrl("asset://a")] }, null, null },
        { new() { Model = Two, Duration = -1 }, null, null },
        { new() { Model = Pro15, Draft = true }, null, null },
        { new() { Model = Pro15, DraftTaskId = "cgt-1" }, null, null },
        { new() { Model = Pro10, ServiceTier = "flex" }, null, null },
        { new() { Model = Two, Resolution = "2k" }, null, null },
        { new() { Model = Two, AdditionalProperties = new Dictionary<string, object?> { ["duration"] = 15 } }, null, null },
        { new() { Model = "bytedance/seedance-2-5" }, 108_900, null },
        { new() { Model = "byteplus/dreamina-seedance-2-0-mini" }, 108_900, null },
        { new() { Model = Pro15, Ratio = "16:9", ReferenceVideos = [Clip(3)] }, 173_700, null },
        { new() { Model = "other/model" }, null, null },
        { new() { Model = "other/free" }, null, 0m },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Of_a_request(VideoRequest request, long? tokens, decimal? usd)
    {
        CostEstimate estimate = await EstimateAsync(request, new CostEstimator(ModelTable.Default, Models));

        Assert.Equal((tokens, usd), (estimate.Tokens, estimate.Usd));
        Assert.Equal(usd is null, estimate.UnknownReason is not null);
        Assert.Equal(request.ReferenceVideos.Count > 0 && tokens is not null, estimate.IsLowerBound);
    }

    [Fact]
    public async Task Without_prices_only_the_tokens_are_known()
    {
        CostEstimate estimate = await EstimateAsync(new() { Prompt = "p" }, new CostEstimator(ModelTable.Default));

        Assert.Equal((108_900L, null, null), (estimate.Tokens, estimate.UsdPer1MTokens, estimate.Usd));
        Assert.Equal("108,900 tokens: not known, because the prices are not known", estimate.ToString());
    }

    [Theory]
    [InlineData("byteplus/dreamina-seedance-2-0", "720p", "16:9", 5, 108_900)]
    [InlineData("byteplus/dreamina-seedance-2-0", "4k", "21:9", 4, 790_730)]
    [InlineData("byteplus/dreamina-seedance-2-0-fast", "480p", "3:4", 7, 69_501)]
    [InlineData("byteplus/seedance-1-0-pro", "1080p", "16:9", 5, 246_840)]
    [InlineData("byteplus/seedance-1-0-lite-t2v", "720p", "4:3", 12, 262_990)]
    public async Task It_is_what_the_service_bills(string model, string resolution, string ratio, int seconds, long tokens)
    {
        await using Service service = await Service.StartAsync();
        CostEstimator estimator = await service.Client.ReadPricesAsync(ModelTable.Default);
        PreparedRequest request = await RequestValidator.PrepareAsync(
            new() { Prompt = "p", Model = model, Resolution = resolution, Ratio = ratio, Duration = seconds });
        CostEstimate estimate = request.EstimateCost(estimator);

        VideoTask created = await service.Client.CreateAsync(request);
        VideoTask task = (await service.Client.GetAsync(created.Id)).CarryOver(created);

        Assert.Equal((tokens, tokens), (estimate.Tokens, task.Usage?.CompletionTokens));
        Assert.NotNull(estimate.Usd);
        Assert.Equal((estimate.Usd, CostKind.Estimated), (task.Cost, task.CostKind));
    }

    [Fact]
    public async Task Each_size_is_that_of_the_service_and_an_adaptive_ratio_is_not_underestimated()
    {
        await using Service service = await Service.StartAsync();
        CostEstimator estimator = await service.Client.ReadPricesAsync(ModelTable.Default);
        foreach (ModelCapabilities model in ModelTable.Default.Models.Where(model => model.FirstFrame == true))
        {
            foreach (string resolution in model.Resolutions)
            {
                VideoRequest request = new()
                {
                    Model = model.Id,
                    Resolution = resolution,
                    FirstFrame = MediaSource.FromUrl("asset://a"),
                };
                long? adaptive = (await EstimateAsync(request, estimator)).Tokens;
                foreach (string ratio in new[] { "16:9", "4:3", "1:1", "3:4", "9:16", "21:9" })
                {
                    long? estimate = (await EstimateAsync(request with { Ratio = ratio }, estimator)).Tokens;
                    VideoTask created = await service.Client.CreateAsync(request with { Ratio = ratio });

                    Assert.Equal((await service.Client.GetAsync(created.Id)).Usage?.CompletionTokens, estimate);
                    Assert.True(adaptive >= estimate, $"{model.Id} {resolution} {ratio}");
                }
            }
        }
    }

    [Fact]
    public async Task A_table_without_sizes_gives_no_estimate()
    {
        ModelTable table = new(default, [new ModelCapabilities { Id = Two, DefaultSeconds = 5 }]);

        CostEstimate estimate = await EstimateAsync(new() { Model = Two, Resolution = "720p" }, new CostEstimator(table, Models));

        Assert.Equal((null, null), (estimate.Tokens, estimate.Usd));
        Assert.Equal("the size of a video with the resolution 720p and the ratio 16:9 is not known", estimate.UnknownReason);
    }

    [Fact]
    public async Task A_list_without_prices_is_an_error()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """[{"id": "a"}]"""));

        await Expect.ErrorAsync(
            MeshVideoErrorKind.CostUnknown, Service.ClientOf(server.Address).ReadPricesAsync(ModelTable.Default));
    }

    private static async Task<CostEstimate> EstimateAsync(VideoRequest request, CostEstimator estimator) =>
        (await RequestValidator.PrepareAsync(request)).EstimateCost(estimator);

    private static MediaSource Clip(int seconds) => ClientAndService.Data("video/mp4", SampleClips.Mp4(seconds));

    private static VideoModel Priced(string id, decimal completion, decimal? withAudio = null, decimal? withVideo = null) => new()
    {
        Id = id,
        Pricing = new()
        {
            Unit = "per_1m_tokens",
            CompletionUsdPer1M = completion,
            OutputWithAudioUsdPer1M = withAudio,
            OutputWithVideoUsdPer1M = withVideo,
        },
    };
}
