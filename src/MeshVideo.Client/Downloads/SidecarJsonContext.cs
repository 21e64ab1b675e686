using System.Text.Json.Serialization;

namespace MeshVideo.Downloads;

/// <summary>The JSON serializer of sidecars, generated at compile time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(SidecarContent))]
internal sealed partial class SidecarJsonContext : JsonSerializerContext;
