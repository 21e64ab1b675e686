using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using MeshVideo.Simulator.Requests;

namespace MeshVideo.Campaign;

/// <summary>The sums of a campaign.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(Scenario Scenario, Finding Finding)> _findings = new();
    private int _pipelines;
    private int _runs;
    private int _kills;
    private int _rows;
    private int _tasks;
    private int _files;
    private int _asked;
    private int _refused;

    /// <summary>Whether disks misbehaved: that takes a compiler.</summary>
    public bool HasDiskFaults { get; init; }

    public int Pipelines => _pipelines;

    public int Runs => _runs;

    public int Kills => _kills;

    public int Rows => _rows;

    public int Tasks => _tasks;

    public int Files => _files;

    public int Asked => _asked;

    public int Refused => _refused;

    public IReadOnlyDictionary<string, int> Faults => _faults;

    public IReadOnlyList<(Scenario Scenario, Finding Finding)> Findings => [.. _findings];

    public int Count(FindingKind kind) => _findings.Count(finding => finding.Finding.Kind == kind);

    public void Add(ScenarioRun run, Verdict verdict, int files)
    {
        Interlocked.Increment(ref _pipelines);
        Interlocked.Add(ref _runs, run.Runs);
        Interlocked.Add(ref _kills, run.Killed);
        Interlocked.Add(ref _rows, run.Scenario.Rows.Count);
        Interlocked.Add(ref _tasks, run.Host.Tasks.Count);
        Interlocked.Add(ref _files, files);
        Interlocked.Add(ref _asked, verdict.IsAsked ? 1 : 0);
        Interlocked.Add(ref _refused, run.Refused);
        foreach (DiskFault fault in HasDiskFaults ? run.Scenario.DiskFaults.Take(run.Runs) : [])
        {
            _faults.AddOrUpdate("disk: " + DiskShim.NameOf(fault).Replace('-', ' '), 1, (_, count) => count + 1);
        }

        if (run.Scenario.HasPlantedLink)
        {
            _faults.AddOrUpdate("disk: a symbolic link", 1, (_, count) => count + 1);
        }

        if (run.Scenario.ClockSkewSeconds != 0)
        {
            _faults.AddOrUpdate(
                string.Create(CultureInfo.InvariantCulture, $"clock: {run.Scenario.ClockSkewSeconds:+0;-0} s"),
                1,
                (_, count) => count + 1);
        }

        foreach (LoggedRequest request in run.Host.Requests.All)
        {
            if (request.Fault is { } fault)
            {
                _faults.AddOrUpdate(FaultDeck.NameOf(fault), 1, (_, count) => count + 1);
            }
        }

        foreach (Finding finding in verdict.Findings)
        {
            _findings.Enqueue((run.Scenario, finding));
        }
    }
}
