namespace MeshVideo;

/// <summary>How the wait for one task ended.</summary>
/// <param name="Id">The id waited for.</param>
/// <param name="Task">The task as last read, if it could be read. It has ended unless <paramref name="Error"/> says otherwise.</param>
/// <param name="Error">What went wrong: a bad end, an id unknown to the service, the time being over. Null for a task that succeeded.</param>
public sealed record WaitOutcome(string Id, VideoTask? Task, MeshVideoException? Error);
