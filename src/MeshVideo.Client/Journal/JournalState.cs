using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Journal;

/// <summary>Represents the state that results from the lines that were read.</summary>
internal sealed class JournalState
{
    private readonly Dictionary<(string Hash, int Occurrence), JournalRow> _rows = [];
    private readonly List<JournalLine> _tasks = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _services = new(StringComparer.Ordinal);

    /// <summary>Gets the task lines, each task once.</summary>
    public IReadOnlyList<JournalLine> Tasks => _tasks;

    /// <summary>Gets all attempts with an unknown outcome, including those that the user chose to send again.</summary>
    public IEnumerable<JournalAttempt> OpenAttempts =>
        _rows.Values.SelectMany(row => row.Attempts).Where(attempt => attempt.IsOpen);

    /// <summary>Gets whether a line has a task.</summary>
    public bool IsClaimed(string id) => _ids.Contains(id);

    public JournalRow GetRow(string hash, int occurrence)
    {
        if (!_rows.TryGetValue((hash, occurrence), out JournalRow? row))
        {
            _rows[(hash, occurrence)] = row = new JournalRow(hash, occurrence);
        }

        return row;
    }

    /// <summary>Gets the attempts of identical rows whose responses were lost, oldest first.</summary>
    public List<JournalAttempt> GetUnresolvedDuplicates(string hash) =>
    [
        .. _rows.Values
            .Where(row => row.Hash == hash && row.Task is null && row.LastAttempt is { IsOpen: true })
            .Select(row => row.LastAttempt!)
            .OrderBy(attempt => attempt.SentAt)
            .ThenBy(attempt => attempt.Intent.Occurrence),
    ];

    public void Apply(JournalLine line)
    {
        if (line.Occurrence > 0)
        {
            GetRow(line.Hash, line.Occurrence).Apply(line);
        }

        if (line.Kind == JournalLineKind.Intent)
        {
            _services.Add(line.Service!);
        }

        if (line.Kind == JournalLineKind.Task && _ids.Add(line.Id!))
        {
            _tasks.Add(line);
        }
    }

    /// <summary>
    /// Throws if the journal is that of another service, because its tasks would be created, and charged, again.
    /// </summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void EnsureService(string service, string path)
    {
        if (_services.FirstOrDefault(known => known != service) is { } other)
        {
            throw JournalErrors.CreateUnusable(
                path,
                $"it belongs to a batch at {other}, not at {service}",
                "Check that this is the right journal.",
                Remedy.CheckBaseUri);
        }
    }
}
