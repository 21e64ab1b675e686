using System.Text.Json;

namespace MeshVideo.Json;

/// <summary>The error envelope as the service writes it, and FastAPI's <c>detail</c>.</summary>
internal sealed class ErrorDocument
{
    public JsonElement Error { get; set; }

    public JsonElement Detail { get; set; }

    public string? RequestId { get; set; }
}
