using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace MeshVideo.Json;

/// <summary>Makes the client's models from the service's catalogue.</summary>
internal static class ModelReader
{
    public static VideoModel[] ToModels(ModelListDocument document) =>
        [.. (document.Data ?? [])
            .Where(model => !string.IsNullOrWhiteSpace(model?.Id) && model!.SupportsVideoGeneration != false)
            .Select(model => new VideoModel(model!.Id!, model.Name, ToPricing(model.Pricing)))];

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
