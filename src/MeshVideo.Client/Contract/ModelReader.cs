using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Contract;

/// <summary>Reads models from the service's list of models.</summary>
internal static class ModelReader
{
    private const decimal MaximumDiscount = 100;

    /// <param name="list">The array of models, or an object with the array in <c>data</c>, as some gateways return it.</param>
    /// <param name="table">The table of models, for what they accept.</param>
    /// <returns>The models that generate videos; null if the JSON is not a list.</returns>
    public static VideoModel[]? ToModels(JsonElement list, ModelTable table)
    {
        JsonElement rows = list.ValueKind == JsonValueKind.Array ? list : list.Property("data");
        return rows.ValueKind == JsonValueKind.Array
            ? [.. rows.Items().Select(row => ToModel(row, table)).OfType<VideoModel>()]
            : null;
    }

    private static VideoModel? ToModel(JsonElement model, ModelTable table)
    {
        bool? supportsVideo = model.Property("supports_video_generation").AsBoolean();
        if (model.Property("id").AsText() is not { } id || string.IsNullOrWhiteSpace(id) || supportsVideo == false)
        {
            return null;
        }

        return new VideoModel
        {
            Id = id,
            Name = model.Property("name").AsText(),
            IsFree = model.Property("is_free").AsBoolean(),
            ContextLength = model.Property("context_length").AsInt64(),
            ModelType = model.Property("model_type").AsText(),
            InputModalities = ToTexts(model.Property("input_modalities")),
            OutputModalities = ToTexts(model.Property("output_modalities")),
            Provider = model.Property("provider").AsText(),
            Description = model.Property("description").AsText(),
            SupportsVideoGeneration = supportsVideo,
            Pricing = ToPricing(model.Property("pricing")),
            Capabilities = table.Find(id),
        };
    }

    private static IReadOnlyList<string> ToTexts(JsonElement texts) =>
        [.. texts.Items().Select(text => text.AsText()).OfType<string>()];

    private static VideoModelPricing? ToPricing(JsonElement pricing)
    {
        if (pricing.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return new VideoModelPricing
        {
            Unit = pricing.Property("pricing_unit").AsText(),
            InputUsdPerUnit = Price("input_usd_per_unit"),
            OutputUsdPerUnit = Price("output_usd_per_unit"),
            CompletionUsdPer1M = Price("completion_usd_per_1m"),
            OutputWithAudioUsdPer1M = Price("output_with_audio_usd_per_1m"),
            OutputWithVideoUsdPer1M = Price("output_with_video_usd_per_1m"),
            DiscountPercent = Price("discount_pct") is { } percent and <= MaximumDiscount ? percent : null,
            InputUsdPerUnitDiscounted = Price("input_usd_per_unit_discounted"),
            OutputUsdPerUnitDiscounted = Price("output_usd_per_unit_discounted"),
            CompletionUsdPer1MDiscounted = Price("completion_usd_per_1m_discounted"),
            OutputWithAudioUsdPer1MDiscounted = Price("output_with_audio_usd_per_1m_discounted"),
            OutputWithVideoUsdPer1MDiscounted = Price("output_with_video_usd_per_1m_discounted"),
        };

        // Some catalogs state -1 for a price that varies.
        decimal? Price(string name) => pricing.Property(name).AsDecimal() is { } price and >= 0 ? price : null;
    }
}
