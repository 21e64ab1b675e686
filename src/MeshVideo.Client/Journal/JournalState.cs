using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Journal;

/// <summary>All that the lines read so far say.</summary>
internal sealed class JournalState
{
    private readonly Dictionary<(string Hash, int Occurrence), JournalRow> _rows = [];
    private readonly List<JournalLine> _tasks = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _services = new(StringComparer.Ordinal);

    /// <summary>The lines of all tasks, each task once.</summary>
    public IReadOnlyList<JournalLine> Tasks => _tasks;

    /// <summary>All sendings whose outcome is unknown, also those that the user gave up on.</summary>
    public IEnumerable<JournalAttempt> OpenAttempts => _rows.Values.SelectMany(row => row.Attempts).Where(attempt => attempt.IsOpen);

    /// <summary>Whether a line claims a task.</summary>
    public bool IsClaimed(string id) => _ids.Contains(id);

    public JournalRow GetRow(string hash, int occurrence)
    {
        if (!_rows.TryGetValue((hash, occurrence), out JournalRow? row))
        {
            _rows[(hash, occurrence)] = row = new JournalRow(hash, occurrence);
        }

        return row;
    }

    /// <summary>The sendings of identical rows whose answers were lost, oldest first.</summary>
    public List<JournalAttempt> GetUnresolvedDuplicates(string hash) =>
    [
        .. _rows.Values
            .Where(row => row.Hash == hash && row.Task is null && row.Latest is { IsOpen: true })
            .Select(row => row.Latest!)
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

    /// <summary>Refuses another service: its tasks are not this journal's, and would be sent for once more.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void EnsureService(string service, string path)
    {
        if (_services.FirstOrDefault(known => known != service) is { } other)
        {
            throw JournalErrors.CreateUnusable(path, $"it is that of a batch at {other}, not at {service}", "Check that this is the right journal.", Remedy.CheckBaseUri);
        }
    }
}
