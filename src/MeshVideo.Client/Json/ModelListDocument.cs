using System.Collections.Generic;
using System.Text.Json;

namespace MeshVideo.Json;

/// <summary>The catalogue of models as the service writes it.</summary>
internal sealed class ModelListDocument
{
    public List<ModelDocument?>? Data { get; set; }

    internal sealed class ModelDocument
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public bool? SupportsVideoGeneration { get; set; }

        public JsonElement Pricing { get; set; }
    }
}
