using System;

namespace MeshVideo.Waiting;

/// <summary>One task being waited for.</summary>
internal sealed class WatchedTask(MeshVideoClient client, string id, VideoTask? known)
{
    public MeshVideoClient Client { get; } = client;

    public string Id { get; } = id;

    /// <summary>The task as last read.</summary>
    public VideoTask? Latest { get; private set; } = known;

    public DateTimeOffset WatchedSince { get; } = DateTimeOffset.UtcNow;

    /// <summary>Looks in a row that brought no answer.</summary>
    public int Faults { get; set; }

    /// <summary>The service's word for where it stands.</summary>
    public string StatusText => Latest?.StatusText ?? Latest?.Status.ToString().ToLowerInvariant() ?? "not seen yet";

    public void Update(VideoTask task) => Latest = task.CarryOver(Latest);
}
