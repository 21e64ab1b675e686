using System;
using System.Collections.Generic;

namespace MeshVideo.Journal;

/// <summary>One line of the journal. What a kind does not have stays at its default.</summary>
internal sealed record JournalLine(JournalLineKind Kind)
{
    /// <summary>When it was written.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>The content of the request.</summary>
    public string Hash { get; init; } = string.Empty;

    /// <summary>The place among identical requests of a run, from 1.</summary>
    public int Occurrence { get; init; }

    /// <summary>The address of the service.</summary>
    public string? Service { get; init; }

    public string? Model { get; init; }

    /// <summary>The beginning of the prompt: for people.</summary>
    public string? Prompt { get; init; }

    /// <summary>The media inputs, their bytes as a hash: for people.</summary>
    public IReadOnlyList<string> Media { get; init; } = [];

    /// <summary>The parameters sent that the service may echo.</summary>
    public IReadOnlyDictionary<string, string> Sent { get; init; } = NoParameters;

    /// <summary>Whether the user decided to send it once more.</summary>
    public bool IsResent { get; init; }

    /// <summary>When the request whose answer was lost went out.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The service's time less ours, where an answer had told it.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>What happened: for people.</summary>
    public string? Reason { get; init; }

    /// <summary>The service's id of the task.</summary>
    public string? Id { get; init; }

    /// <summary>When the task was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether the task was found in the service's list.</summary>
    public bool IsAdopted { get; init; }

    private static readonly Dictionary<string, string> NoParameters = [];
}
