namespace MeshVideo;

/// <summary>How the wait for one task ended.</summary>
/// <param name="Id">The id of the task.</param>
/// <param name="Task">The task as last read, if it could be read.</param>
/// <param name="Error">Null for a task that succeeded. Otherwise it failed, its id is unknown, or the wait timed out.</param>
public sealed record WaitOutcome(string Id, VideoTask? Task, MeshVideoException? Error);
