using System.Collections.Generic;

namespace MeshVideo.Journal;

/// <summary>
/// Represents the state of a row, identified by the content of its request and the occurrence among identical requests.
/// </summary>
/// <param name="hash">The hash of the content.</param>
/// <param name="occurrence">The occurrence.</param>
/// <param name="index">The place of the row among all rows.</param>
internal sealed class JournalRow(string hash, int occurrence, int index)
{
    private readonly List<JournalAttempt> _attempts = [];

    public string Hash { get; } = hash;

    public int Occurrence { get; } = occurrence;

    public int Index => index;

    /// <summary>Gets the line of the task; null if there is none.</summary>
    public JournalLine? Task { get; private set; }

    /// <summary>Gets all attempts, including those that the user chose to send again.</summary>
    public IReadOnlyList<JournalAttempt> Attempts => _attempts;

    /// <summary>Gets the last attempt, which determines the state; null if there is none.</summary>
    public JournalAttempt? LastAttempt => _attempts.Count == 0 ? null : _attempts[_attempts.Count - 1];

    /// <summary>Gets why the last attempt created no task; null if it did, or may have.</summary>
    public string? Reason { get; private set; }

    /// <summary>Gets whether the journal has no line of the row.</summary>
    public bool IsEmpty => _attempts.Count == 0 && Task is null;

    public void Apply(JournalLine line)
    {
        switch (line.Kind)
        {
            case JournalLineKind.Intent:
                _attempts.Add(new JournalAttempt(line));
                Reason = null;
                break;
            case JournalLineKind.Lost when LastAttempt is { } latest:
                latest.IsLost = true;
                latest.SentAt = line.SentAt ?? latest.SentAt;
                latest.ClockOffset = line.ClockOffset ?? latest.ClockOffset;
                break;
            case JournalLineKind.NotCreated or JournalLineKind.Task:
                if (LastAttempt is { } settled)
                {
                    settled.IsOpen = false;
                }

                Task ??= line.Kind == JournalLineKind.Task ? line : null;
                Reason = line.Reason;
                break;
        }
    }
}
