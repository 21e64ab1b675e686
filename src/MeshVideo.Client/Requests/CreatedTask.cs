namespace MeshVideo.Requests;

/// <summary>A task that the service has created.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RequestId">The service's id of the request; null if the response has none.</param>
internal readonly record struct CreatedTask(string Id, string? RequestId);
