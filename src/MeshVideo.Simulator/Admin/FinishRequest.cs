namespace MeshVideo.Simulator.Admin;

/// <summary>The body of POST /simulator/tasks/{id}/finish. The code is the error code of a failure.</summary>
internal sealed record FinishRequest(string Status = "succeeded", string? Code = null);
