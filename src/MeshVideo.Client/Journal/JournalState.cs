using System;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Journal;

/// <summary>Represents the state that results from the lines that were read. All members are thread-safe.</summary>
/// <param name="runId">The id of the run that writes; null to read only.</param>
internal sealed class JournalState(string? runId)
{
    private readonly object _gate = new();
    private readonly Dictionary<(string Hash, int Occurrence), JournalRow> _rows = [];
    private readonly HashSet<JournalAttempt> _open = [];
    private readonly List<JournalLine> _tasks = [];
    private readonly JournalSpending _spending = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _services = new(StringComparer.Ordinal);

    /// <summary>Gets the task lines, each task once, in the order in which their requests were first sent.</summary>
    public IReadOnlyList<JournalLine> Tasks => [.. _tasks.OrderBy(line => GetRow(line.Hash, line.Occurrence).Index)];

    /// <summary>Gets the rows, in the order in which their requests were first sent.</summary>
    public IReadOnlyList<JournalRow> Rows
    {
        get
        {
            lock (_gate)
            {
                return [.. _rows.Values.Where(row => !row.IsEmpty).OrderBy(row => row.Index)];
            }
        }
    }

    /// <summary>Gets all attempts with an unknown outcome, including those that the user chose to send again.</summary>
    public IReadOnlyList<JournalAttempt> OpenAttempts
    {
        get
        {
            lock (_gate)
            {
                return [.. _open];
            }
        }
    }

    /// <summary>
    /// Gets whether another run has sent a row that this one is creating. Then the locks of the two do not exclude each other.
    /// </summary>
    public bool HasConflict { get; private set; }

    /// <summary>Gets the number of requests whose cost is not known.</summary>
    public int UnknownCostCount
    {
        get
        {
            lock (_gate)
            {
                return _spending.UnknownCount;
            }
        }
    }

    /// <summary>Gets the estimated cost in USD of all requests that were charged or may be charged.</summary>
    public decimal GetSpending(CostEstimator estimator)
    {
        lock (_gate)
        {
            return _spending.GetTotal(estimator);
        }
    }

    /// <summary>Gets whether a line has a task.</summary>
    public bool IsClaimed(string id)
    {
        lock (_gate)
        {
            return _ids.Contains(id);
        }
    }

    public JournalRow GetRow(string hash, int occurrence)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue((hash, occurrence), out JournalRow? row))
            {
                _rows[(hash, occurrence)] = row = new JournalRow(hash, occurrence, _rows.Count);
            }

            return row;
        }
    }

    /// <summary>Gets the attempts of identical rows whose responses were lost, oldest first.</summary>
    public List<JournalAttempt> GetUnresolvedDuplicates(string hash)
    {
        lock (_gate)
        {
            return
            [
                .. _open
                    .Where(attempt => attempt.Intent.Hash == hash
                        && GetRow(hash, attempt.Intent.Occurrence) is { Task: null } row && row.LastAttempt == attempt)
                    .OrderBy(attempt => attempt.SentAt)
                    .ThenBy(attempt => attempt.Intent.Occurrence),
            ];
        }
    }

    public void Apply(JournalLine line)
    {
        lock (_gate)
        {
            if (line.Occurrence > 0)
            {
                ApplyToRow(GetRow(line.Hash, line.Occurrence), line);
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
    }

    private void ApplyToRow(JournalRow row, JournalLine line)
    {
        JournalAttempt? latest = row.LastAttempt;
        if (line.Kind == JournalLineKind.NotCreated && latest is { IsOpen: true })
        {
            _spending.Remove(latest.Intent);
        }

        HasConflict |= line.Kind == JournalLineKind.Intent && line.RunId != runId
            && latest is { IsOpen: true } && latest.Intent.RunId == runId && runId is not null;
        row.Apply(line);
        if (latest is { IsOpen: false })
        {
            _open.Remove(latest);
        }

        if (line.Kind == JournalLineKind.Intent)
        {
            _open.Add(row.LastAttempt!);
            _spending.Add(line);
        }
    }

    /// <summary>
    /// Throws if the journal is that of another service, because its tasks would be created, and charged, again.
    /// </summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void EnsureService(string service, string path)
    {
        string? other;
        lock (_gate)
        {
            other = _services.FirstOrDefault(known => known != service);
        }

        if (other is not null)
        {
            throw JournalErrors.CreateUnusable(
                path,
                $"it belongs to a batch at {other}, not at {service}",
                "Check that this is the right journal.",
                Remedy.CheckBaseUri);
        }
    }
}
