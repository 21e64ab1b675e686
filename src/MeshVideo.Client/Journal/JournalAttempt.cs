using System;

namespace MeshVideo.Journal;

/// <summary>One sending of a row, as far as the journal knows.</summary>
internal sealed class JournalAttempt
{
    /// <summary>The service's clock may be behind ours by so much.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);

    /// <summary>The service's clock may be ahead of ours, and its recording late, by so much together.</summary>
    private static readonly TimeSpan After = TimeSpan.FromSeconds(120);

    public JournalAttempt(JournalLine intent)
    {
        Intent = intent;
        SentAt = intent.Time;
    }

    public JournalLine Intent { get; }

    /// <summary>When it was sent: later than intended where the service asked to wait.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>Whether its outcome is unknown.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>When its task can have been made at the earliest. The service tells whole seconds, so that this is one.</summary>
    public DateTimeOffset From => JournalTime.WholeSeconds(SentAt - Before);

    /// <summary>When its task can have been made at the latest.</summary>
    public DateTimeOffset Until => SentAt + After;

    /// <summary>Whether a task can be its, for all that the service tells.</summary>
    public bool MayHaveMade(VideoTask task) =>
        (task.CreatedAt is not { } created || (created >= From && created <= Until))
        && (task.Model is null || task.Model == Intent.Model)
        && !SentParameters.Contradict(Intent.Sent, task);

    /// <summary>Whether the service tells all that a match needs, and it fits.</summary>
    public bool Fits(VideoTask task) => task.CreatedAt is not null && task.Model is not null && MayHaveMade(task);
}
