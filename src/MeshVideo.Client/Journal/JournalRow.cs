using System.Collections.Generic;

namespace MeshVideo.Journal;

/// <summary>What the journal knows of one row: a request's content and its place among identical ones.</summary>
internal sealed class JournalRow(string hash, int occurrence)
{
    private readonly List<JournalAttempt> _attempts = [];

    public string Hash { get; } = hash;

    public int Occurrence { get; } = occurrence;

    /// <summary>The line of its task, if there is one.</summary>
    public JournalLine? Task { get; private set; }

    /// <summary>All sendings, also those that the user gave up on.</summary>
    public IReadOnlyList<JournalAttempt> Attempts => _attempts;

    /// <summary>The last sending, which decides how the row stands.</summary>
    public JournalAttempt? Latest => _attempts.Count == 0 ? null : _attempts[_attempts.Count - 1];

    /// <summary>Whether the journal has no line of it.</summary>
    public bool IsEmpty => _attempts.Count == 0 && Task is null;

    public void Apply(JournalLine line)
    {
        switch (line.Kind)
        {
            case JournalLineKind.Intent:
                _attempts.Add(new JournalAttempt(line));
                break;
            case JournalLineKind.Lost when Latest is { } latest:
                latest.SentAt = line.SentAt ?? latest.SentAt;
                latest.ClockOffset = line.ClockOffset ?? latest.ClockOffset;
                break;
            case JournalLineKind.NotCreated or JournalLineKind.Task:
                if (Latest is { } settled)
                {
                    settled.IsOpen = false;
                }

                Task ??= line.Kind == JournalLineKind.Task ? line : null;
                break;
        }
    }
}
