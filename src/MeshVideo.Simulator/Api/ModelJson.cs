using System.Text.Json;
using MeshVideo.Simulator.Validation;

namespace MeshVideo.Simulator.Api;

/// <summary>Writes a model of the catalog as JSON.</summary>
internal static class ModelJson
{
    public const string Type = "video";

    public static void Write(Utf8JsonWriter json, VideoModel model, decimal discountPercent)
    {
        json.WriteStartObject();
        json.WriteString("id", model.Id);
        json.WriteString("name", model.Title);
        json.WriteBoolean("is_free", model.Price.IsFree);
        json.WriteNull("context_length");
        json.WriteString("model_type", Type);
        json.WriteStartArray("input_modalities");
        if (model.SupportsTextOnly || model.SupportsFirstFrame)
        {
            json.WriteStringValue("text");
        }

        if (model.SupportsFirstFrame || model.MaximumReferenceImages > 0)
        {
            json.WriteStringValue("image");
        }

        if (model.MaximumReferenceVideos > 0)
        {
            json.WriteStringValue("video");
        }

        if (model.MaximumReferenceAudios > 0)
        {
            json.WriteStringValue("audio");
        }

        json.WriteEndArray();
        json.WriteStartArray("output_modalities");
        json.WriteStringValue("video");
        json.WriteEndArray();
        json.WriteString("provider", model.Provider);
        json.WriteString("description", $"{model.Title}: video generation.");
        json.WriteBoolean("supports_video_generation", true);
        WritePricing(json, model.Price, discountPercent);
        json.WriteEndObject();
    }

    private static void WritePricing(Utf8JsonWriter json, ModelPrice price, decimal discountPercent)
    {
        json.WriteStartObject("pricing");
        json.WriteString("pricing_unit", price.Unit);
        json.WriteString("discount_pct", ModelPrice.Text(discountPercent));
        Rate("input_usd_per_unit", price.InputPerUnit);
        Rate("output_usd_per_unit", price.OutputPerUnit);
        Rate("completion_usd_per_1m", price.Completion);
        Rate("output_with_audio_usd_per_1m", price.WithAudio);
        Rate("output_with_video_usd_per_1m", price.WithVideo);
        json.WriteEndObject();

        void Rate(string name, string? value)
        {
            json.WriteString(name, value);
            json.WriteString(name + "_discounted", ModelPrice.ApplyDiscount(value, discountPercent));
        }
    }
}
