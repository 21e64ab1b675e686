using System;
using MeshVideo.Http;

namespace MeshVideo.Journal;

/// <summary>One sending of a row, as far as the journal knows.</summary>
internal sealed class JournalAttempt
{
    /// <summary>The service's clock may be behind ours by so much.</summary>
    private static readonly TimeSpan MaximumClockLag = TimeSpan.FromSeconds(5);

    /// <summary>The service's clock may be ahead of ours, and its recording late, by so much together.</summary>
    private static readonly TimeSpan MaximumClockLead = TimeSpan.FromSeconds(120);

    public JournalAttempt(JournalLine intent)
    {
        Intent = intent;
        SentAt = intent.Time;
        ClockOffset = intent.ClockOffset;
    }

    public JournalLine Intent { get; }

    /// <summary>When it was sent: later than intended where the service asked to wait.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>Whether its outcome is unknown.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>The service's time less ours when it was sent; null where no answer had told it.</summary>
    public TimeSpan? ClockOffset { get; set; }

    /// <summary>The service's time less ours now, which may do where that of the sending is not known.</summary>
    public TimeSpan? CurrentOffset { get; set; }

    /// <summary>Whether anything is known of the service's clock.</summary>
    public bool IsClockKnown => (ClockOffset ?? CurrentOffset) is not null;

    /// <summary>When its task can have been made at the earliest, by the service's clock, which tells whole seconds.</summary>
    public DateTimeOffset EarliestCreation => JournalTime.TruncateToSeconds(SentAt + (ClockOffset ?? OrEarlier(CurrentOffset)) - MaximumClockLag);

    /// <summary>When its task can have been made at the latest, by the service's clock.</summary>
    public DateTimeOffset LatestCreation => SentAt + (ClockOffset ?? OrLater(CurrentOffset)) + MaximumClockLead;

    /// <summary>From when on a person should look.</summary>
    public DateTimeOffset CreatedAfter => IsClockKnown ? EarliestCreation : ServiceClock.EarliestCreation(SentAt, offset: null);

    /// <summary>Whether a task can be its, for all that the service tells.</summary>
    public bool CouldHaveCreated(VideoTask task) =>
        (task.CreatedAt is not { } created || (created >= EarliestCreation && created <= LatestCreation))
        && (task.Model is null || task.Model == Intent.Model)
        && !EchoedParameters.Conflict(Intent.Sent, task);

    // Our clock may have been set right since: then the times are as they read.
    private static TimeSpan OrEarlier(TimeSpan? offset) => offset is { } now && now < TimeSpan.Zero ? now : TimeSpan.Zero;

    private static TimeSpan OrLater(TimeSpan? offset) => offset is { } now && now > TimeSpan.Zero ? now : TimeSpan.Zero;

    /// <summary>Whether the service tells all that a match needs, and it fits.</summary>
    public bool Matches(VideoTask task) => task.CreatedAt is not null && task.Model is not null && CouldHaveCreated(task);
}
