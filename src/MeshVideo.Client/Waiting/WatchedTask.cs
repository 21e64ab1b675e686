using System;

namespace MeshVideo.Waiting;

/// <summary>One task being waited for.</summary>
internal sealed class WatchedTask(MeshVideoClient client, string id, VideoTask? known, int order, TimeSpan now)
{
    private readonly TimeSpan _watchedSince = now;
    private TimeSpan _lookedAt = now;

    public MeshVideoClient Client { get; } = client;

    public string Id { get; } = id;

    /// <summary>Its place among all.</summary>
    public int Order { get; } = order;

    /// <summary>The task as last read.</summary>
    public VideoTask? Latest { get; private set; } = known;

    /// <summary>When to look at it next, by the wait's clock.</summary>
    public TimeSpan Due { get; set; } = now;

    /// <summary>When the last look at it began, by the wait's clock.</summary>
    public TimeSpan LookBeganAt { get; set; }

    /// <summary>Whether its next look comes somewhat earlier (to -1) or later (to 1) than that of its like.</summary>
    public double Lot { get; set; }

    /// <summary>What is known of its kind, once a look has told which that is.</summary>
    public RunTimes? RunTimes { get; private set; }

    /// <summary>Seconds from its creation to the last look that brought an answer.</summary>
    public double AgeAtLook { get; private set; }

    /// <summary>Looks in a row that brought no answer.</summary>
    public int Faults { get; set; }

    /// <summary>Why the last look brought no answer.</summary>
    public MeshVideoException? LastFault { get; set; }

    /// <summary>Whether it was said that it keeps failing to answer.</summary>
    public bool IsReported { get; set; }

    /// <summary>The calls that say that it has ended.</summary>
    public CallHearing Calls { get; } = new();

    /// <summary>The service's word for where it stands.</summary>
    public string StatusText => Latest?.StatusText ?? Latest?.Status.ToString().ToLowerInvariant() ?? "not seen yet";

    /// <summary>Seconds since its creation, as far as known.</summary>
    public double AgeAt(TimeSpan now) => AgeAtLook + (now - _lookedAt).TotalSeconds;

    /// <summary>When to look at it again, so long after the last look.</summary>
    public TimeSpan After(TimeSpan pause) => pause < TimeSpan.MaxValue - _lookedAt ? _lookedAt + pause : TimeSpan.MaxValue;

    /// <summary>Takes what a look brought.</summary>
    public void Update(VideoTask task, RunTimes runTimes, TimeSpan now)
    {
        Latest = task.CarryOver(Latest);
        _lookedAt = now;
        AgeAtLook = AgeOf(task) ?? (now - _watchedSince).TotalSeconds;
        Faults = 0;
        LastFault = null;
        if (RunTimes != runTimes)
        {
            RunTimes?.Watched.Remove(this);
            RunTimes = runTimes;
            runTimes.Watched.Add(this);
        }
    }

    /// <summary>
    /// Seconds that the task took. The service may note an end when it is asked, not when it comes about: between two looks the middle is
    /// the best guess then.
    /// </summary>
    /// <param name="ended">The task as it ended.</param>
    /// <param name="ageBefore">Its age at the look before.</param>
    /// <param name="wasSeenBefore">Whether there was one in this wait.</param>
    public static double? RunTimeOf(VideoTask ended, double ageBefore, bool wasSeenBefore)
    {
        const double clockResolution = 1.5;
        if (ended.UpdatedAt - ended.CreatedAt is not { } taken || taken < TimeSpan.Zero)
        {
            return null;
        }

        double seconds = taken.TotalSeconds;
        if (!wasSeenBefore)
        {
            return seconds;
        }

        bool isNotedWhenAsked = AgeOf(ended) is { } age && seconds > age - clockResolution && age - ageBefore > 2 * clockResolution;
        return Math.Max(ageBefore, isNotedWhenAsked ? (ageBefore + seconds) / 2 : seconds);
    }

    // By the service's clock alone: ours may be wrong.
    private static double? AgeOf(VideoTask task) =>
        (task.ServiceTime ?? DateTimeOffset.UtcNow) - task.CreatedAt is { } age && age >= TimeSpan.Zero && age < TimeSpan.FromDays(8)
            ? age.TotalSeconds
            : null;
}
