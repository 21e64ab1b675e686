using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Validation;

namespace MeshVideo.Simulator.Api;

/// <summary>GET /v1/models: this service has video models only.</summary>
internal static class ModelsEndpoint
{
    public static Task<Answer> HandleAsync(Exchange exchange, string key) => Task.FromResult(Handle(exchange));

    private static Answer Handle(Exchange exchange)
    {
        var type = exchange.Request.Query["type"].LastOrDefault();
        return Answer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var model in ModelCatalog.All.Where(_ => type is null or "video"))
                Write(json, model);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, VideoModel model)
    {
        json.WriteStartObject();
        json.WriteString("id", ModelCatalog.Prefix + model.Name);
        json.WriteString("object", "model");
        json.WriteString("name", model.Title);
        json.WriteBoolean("supports_video_generation", true);
        json.WriteStartObject("pricing");
        json.WriteString("completion_usd_per_1m", model.Price.Completion);
        if (model.Price.WithAudio is not null)
            json.WriteString("output_with_audio_usd_per_1m", model.Price.WithAudio);
        if (model.Price.WithVideo is not null)
            json.WriteString("output_with_video_usd_per_1m", model.Price.WithVideo);
        json.WriteString("discount_pct", "0");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
