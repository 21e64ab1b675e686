using System.Text.Json.Serialization;

namespace MeshVideo.Saving;

/// <summary>The text of a record, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(SaveRecord))]
internal sealed partial class SaveRecordJson : JsonSerializerContext;
