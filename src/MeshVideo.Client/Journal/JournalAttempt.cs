using System;
using MeshVideo.Http;

namespace MeshVideo.Journal;

/// <summary>Represents an attempt to send a row, as recorded in the journal.</summary>
internal sealed class JournalAttempt
{
    /// <summary>The maximum time by which the service's clock can be behind the clock of this machine.</summary>
    private static readonly TimeSpan MaximumClockLag = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The maximum time by which the service's clock can be ahead of the clock of this machine, including the time to record the
    /// task.
    /// </summary>
    private static readonly TimeSpan MaximumClockLead = TimeSpan.FromSeconds(120);

    /// <summary>The time after which no task of an attempt can still be created, with a margin for the clocks.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromHours(1);

    public JournalAttempt(JournalLine intent)
    {
        Intent = intent;
        SentAt = intent.Time;
        ClockOffset = intent.ClockOffset;
    }

    public JournalLine Intent { get; }

    /// <summary>Gets or sets the time when the request was sent. It is later than the time of the intent after a retry.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>Gets or sets whether the outcome is unknown.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Gets or sets whether the run has recorded that the response was lost, so that it does not wait for it.</summary>
    public bool IsLost { get; set; }

    /// <summary>
    /// Gets or sets the service's time minus the time of this machine when the request was sent; null if it is not known.
    /// </summary>
    public TimeSpan? ClockOffset { get; set; }

    /// <summary>
    /// Gets or sets the current offset of the service's clock, which is used if that of the request is not known.
    /// </summary>
    public TimeSpan? CurrentOffset { get; set; }

    /// <summary>Gets whether an offset of the service's clock is known.</summary>
    public bool IsClockKnown => (ClockOffset ?? CurrentOffset) is not null;

    /// <summary>Gets the earliest creation time of the task, by the service's clock, in whole seconds.</summary>
    public DateTimeOffset EarliestCreation =>
        JournalTime.TruncateToSeconds(SentAt + (ClockOffset ?? OrEarlier(CurrentOffset)) - MaximumClockLag);

    /// <summary>Gets the latest creation time of the task, by the service's clock.</summary>
    public DateTimeOffset LatestCreation => SentAt + (ClockOffset ?? OrLater(CurrentOffset)) + MaximumClockLead;

    /// <summary>Gets the time from which a person should search for the task.</summary>
    public DateTimeOffset CreatedAfter => IsClockKnown ? EarliestCreation : ServiceClock.EarliestCreation(SentAt, offset: null);

    /// <summary>Gets whether a task can be that of the attempt. Values that the service does not return are ignored.</summary>
    public bool CouldHaveCreated(VideoTask task) =>
        (task.CreatedAt is not { } created || (created >= EarliestCreation && created <= LatestCreation))
        && (task.Model is null || task.Model == Intent.Model)
        && !RequestTaskComparer.Conflict(Intent.Sent, task);

    // The clock of this machine may have been corrected since. Then the recorded times apply without an offset.
    private static TimeSpan OrEarlier(TimeSpan? offset) => offset is { } now && now < TimeSpan.Zero ? now : TimeSpan.Zero;

    private static TimeSpan OrLater(TimeSpan? offset) => offset is { } now && now > TimeSpan.Zero ? now : TimeSpan.Zero;

    /// <summary>Gets whether a task is that of the attempt, based on all required values.</summary>
    public bool Matches(VideoTask task) => task.CreatedAt is not null && task.Model is not null && CouldHaveCreated(task);
}
