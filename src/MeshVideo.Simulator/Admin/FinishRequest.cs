namespace MeshVideo.Simulator.Admin;

/// <summary>The body of POST /simulator/tasks/{id}/finish; the code is that of a failure.</summary>
internal sealed record FinishRequest(string Status = "succeeded", string? Code = null);
