using System;
using System.Collections.Generic;
using MeshVideo.Journal;

namespace MeshVideo;

/// <summary>Represents a request of a batch, as its journal records it.</summary>
public sealed record JournalEntry
{
    /// <summary>Gets the task; null if the journal has none. Its status is not known.</summary>
    public VideoTask? Task { get; init; }

    /// <summary>Gets the model.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the beginning of the prompt.</summary>
    public string? Prompt { get; init; }

    /// <summary>Gets the time when the request was sent; null if the journal does not state it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Gets the parameters of the request, by their names in the service's contract.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets whether the response to the request was lost, so that a task may exist.</summary>
    public bool IsOutcomeUnknown { get; init; }

    /// <summary>Gets why no task was created; null if there is one, or may be one.</summary>
    public string? Reason { get; init; }

    internal static JournalEntry FromTask(JournalLine line) =>
        new() { Task = JournalTask.FromLine(line), Model = line.Model, Prompt = line.Prompt };

    internal static JournalEntry FromRow(JournalRow row)
    {
        JournalLine? intent = row.LastAttempt?.Intent;
        return new JournalEntry
        {
            Task = row.Task is { } task ? JournalTask.FromLine(task) : null,
            Model = row.Task?.Model ?? intent?.Model,
            Prompt = row.Task?.Prompt ?? intent?.Prompt,
            SentAt = row.LastAttempt?.SentAt,
            Parameters = intent?.Sent ?? new Dictionary<string, string>(),
            IsOutcomeUnknown = row.Task is null && row.LastAttempt is { IsOpen: true },
            Reason = row.Task is null ? row.Reason : null,
        };
    }
}
