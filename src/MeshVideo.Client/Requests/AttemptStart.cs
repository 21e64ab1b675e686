namespace MeshVideo.Requests;

/// <summary>Specifies how an attempt of a create starts. Without a value, another process is creating the task.</summary>
/// <param name="Request">The request to send; null if it must not be sent.</param>
/// <param name="ExistingTask">The task, if it already exists.</param>
internal readonly record struct AttemptStart(PreparedRequest? Request, VideoTask? ExistingTask = null);
