using System;

namespace MeshVideo.Polling;

/// <summary>A task that is waited for.</summary>
internal sealed class PendingTask(MeshVideoClient client, string id, VideoTask? known, int order, TimeSpan now)
{
    private readonly TimeSpan _addedAt = now;
    private TimeSpan _readAt = now;

    public MeshVideoClient Client { get; } = client;

    public string Id { get; } = id;

    /// <summary>Its number in the order of adding, from 1.</summary>
    public int Order { get; } = order;

    /// <summary>The task as last read.</summary>
    public VideoTask? Latest { get; private set; } = known;

    /// <summary>When to poll it next.</summary>
    public TimeSpan Due { get; set; } = now;

    /// <summary>From -1 to 1: whether its next poll is earlier or later than that of similar tasks.</summary>
    public double Jitter { get; set; }

    /// <summary>The run times of its model; unknown until this wait has read the task.</summary>
    public ModelRunTimes? RunTimes { get; private set; }

    /// <summary>Seconds from its creation to the last response.</summary>
    public double AgeAtRead { get; private set; }

    /// <summary>Polls in a row without a response.</summary>
    public int Faults { get; private set; }

    /// <summary>Why the last poll had no response.</summary>
    public MeshVideoException? LastFault { get; private set; }

    /// <summary>Whether the user was warned of its faults.</summary>
    public bool IsFaultReported { get; set; }

    public CallbackBackoff Callbacks { get; } = new();

    /// <summary>The status in the service's words.</summary>
    public string StatusText => Latest?.StatusText ?? Latest?.Status.ToString().ToLowerInvariant() ?? "not read yet";

    /// <summary>Seconds since its creation, as far as known.</summary>
    public double AgeAt(TimeSpan now) => AgeAtRead + (now - _readAt).TotalSeconds;

    /// <summary>When an interval has passed since the last response, or since now if there was none.</summary>
    public TimeSpan DueAfter(TimeSpan interval, TimeSpan now) => (Faults == 0 ? _readAt : now).AddSaturated(interval);

    public void OnFault(MeshVideoException fault)
    {
        Faults++;
        LastFault = fault;
    }

    public void OnResponse(VideoTask response, ModelRunTimes runTimes, TimeSpan now)
    {
        Latest = response.CarryOver(Latest);
        _readAt = now;
        AgeAtRead = AgeOf(response) ?? (now - _addedAt).TotalSeconds;
        Faults = 0;
        LastFault = null;
        if (RunTimes != runTimes)
        {
            LeaveModel();
            RunTimes = runTimes;
            runTimes.PendingCount++;
        }
    }

    /// <summary>The task is no longer one of its model's pending tasks.</summary>
    public void LeaveModel() => RunTimes?.PendingCount -= 1;

    /// <summary>
    /// The seconds that the task ran. If the service notices the end only when the task is read, the middle between the last two
    /// polls is the best estimate.
    /// </summary>
    /// <param name="ended">The response that says that it has ended.</param>
    public double? RunTimeOf(VideoTask ended)
    {
        const double clockResolution = 1.5;
        if (ended.UpdatedAt - ended.CreatedAt is not { } time || time < TimeSpan.Zero)
        {
            return null;
        }

        double seconds = time.TotalSeconds;
        if (RunTimes is null)
        {
            return seconds;
        }

        double age = AgeOf(ended) ?? double.NaN;
        bool isNotedOnRead = seconds > age - clockResolution && age - AgeAtRead > 2 * clockResolution;
        return Math.Max(AgeAtRead, isNotedOnRead ? (AgeAtRead + seconds) / 2 : seconds);
    }

    // By the service's clock alone: the local clock may be wrong.
    private static double? AgeOf(VideoTask task) =>
        (task.ServiceTime ?? DateTimeOffset.UtcNow) - task.CreatedAt is { TotalDays: >= 0 and < 8 } age
            ? age.TotalSeconds
            : null;
}
