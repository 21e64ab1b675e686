using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Contract;

/// <summary>Makes the client's models from the service's catalogue.</summary>
internal static class ModelReader
{
    /// <param name="catalogue">An array; a gateway in between may have wrapped it.</param>
    public static VideoModel[] ToModels(JsonElement catalogue) =>
        [.. (catalogue.ValueKind == JsonValueKind.Array ? catalogue : catalogue.Property("data")).Items().Select(ToModel).OfType<VideoModel>()];

    private static VideoModel? ToModel(JsonElement model) =>
        model.Property("id").AsText() is { } id && !string.IsNullOrWhiteSpace(id) && model.Property("supports_video_generation").AsBoolean() != false
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
