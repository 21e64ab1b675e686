using MeshVideo.Simulator.Validation;

namespace MeshVideo.Simulator.Admin;

/// <summary>The body of POST /simulator/tasks/seed.</summary>
internal sealed record SeedRequest(
    int Count, string? Key = null, string Status = "succeeded", string Model = ModelCatalog.DefaultId);
