using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo;

/// <summary>
/// Describes a request of a batch for a report. Several entries can describe the same task: each one adds to the earlier ones.
/// </summary>
public sealed record ReportEntry
{
    /// <summary>Gets the task; null if there is none.</summary>
    public VideoTask? Task { get; init; }

    /// <summary>Gets the columns of the row that the request was created from.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Columns { get; init; } = [];

    /// <summary>Gets the names of the columns that are fields of the request, which the report shows as such.</summary>
    public IReadOnlyList<string> RequestColumns { get; init; } = [];

    /// <summary>Gets the parameters of the request, if the task does not have them.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the full path of the saved video; null if there is none.</summary>
    public string? VideoPath { get; init; }

    /// <summary>Gets the full path of the saved last frame; null if there is none.</summary>
    public string? LastFramePath { get; init; }

    /// <summary>Gets the prompt of a request without a task.</summary>
    public string? Prompt { get; init; }

    /// <summary>Gets the model of a request without a task.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the time when a request without a task was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Gets whether a task may exist, because the response to the request was lost.</summary>
    public bool IsOutcomeUnknown { get; init; }

    /// <summary>Gets why there is no task, or why its state could not be read; null if there is nothing to state.</summary>
    public string? Reason { get; init; }

    /// <summary>Creates the entry of a request that is recorded in a journal.</summary>
    /// <param name="entry">The request.</param>
    /// <returns>The entry.</returns>
    public static ReportEntry FromJournal(JournalEntry entry) => new()
    {
        Task = entry.Task,
        Prompt = entry.Prompt,
        Model = entry.Model,
        SentAt = entry.SentAt,
        IsOutcomeUnknown = entry.IsOutcomeUnknown,
        Reason = entry.Reason,
        Parameters = entry.Parameters
            .Where(pair => RequestFields.Find(pair.Key) is not null)
            .ToDictionary(pair => RequestFields.Find(pair.Key)!.PropertyName, pair => pair.Value, StringComparer.Ordinal),
    };
}
