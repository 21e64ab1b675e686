using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Contract;

/// <summary>Reads models from the service's list of models.</summary>
internal static class ModelReader
{
    /// <param name="catalogue">
    /// The array of models, or an object with the array in <c>data</c>, as some gateways return it.
    /// </param>
    public static VideoModel[] ToModels(JsonElement catalogue) =>
        [.. (catalogue.ValueKind == JsonValueKind.Array ? catalogue : catalogue.Property("data"))
            .Items().Select(ToModel).OfType<VideoModel>()];

    private static VideoModel? ToModel(JsonElement model) =>
        model.Property("id").AsText() is { } id
            && !string.IsNullOrWhiteSpace(id)
            && model.Property("supports_video_generation").AsBoolean() != false
            ? new VideoModel(id, model.Property("name").AsText(), ToPricing(model.Property("pricing")))
            : null;

    private static Dictionary<string, string> ToPricing(JsonElement pricing)
    {
        Dictionary<string, string> prices = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, JsonElement price) in pricing.Properties())
        {
            if (price.AsText() is { } text)
            {
                prices[name] = text;
            }
        }

        return prices;
    }
}
