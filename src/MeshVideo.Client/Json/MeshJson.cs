using System.Text.Json.Serialization;

namespace MeshVideo.Json;

/// <summary>The reading side of the contract, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(LenientStringConverter), typeof(LenientInt64Converter), typeof(LenientBooleanConverter)])]
[JsonSerializable(typeof(TaskDocument))]
[JsonSerializable(typeof(TaskListDocument))]
[JsonSerializable(typeof(ModelListDocument))]
[JsonSerializable(typeof(ErrorDocument))]
internal sealed partial class MeshJson : JsonSerializerContext;
