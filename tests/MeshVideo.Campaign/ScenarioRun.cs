using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using MeshVideo.Simulator;

namespace MeshVideo.Campaign;

/// <summary>Plays one scenario against a simulator of its own, and runs its batch again until nothing is left to do.</summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    /// <summary>More runs than this no scenario needs: each fault is met twice at most.</summary>
    private const int MostRuns = 14;

    // A dozen faults in a row make pauses that add up to minutes.
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);
    private static readonly string[] Settled = ["TaskFailed", "TaskExpired", "TaskCancelled", "MaxCostExceeded"];

    /// <summary>A file that is not ours; its name is its text.</summary>
    public const string Precious = "precious.mp4";

    private readonly Scenario _scenario;
    private readonly SimulatorHost _host;
    private readonly StringBuilder _output = new();

    private ScenarioRun(Scenario scenario, SimulatorHost host, string folder)
    {
        _scenario = scenario;
        _host = host;
        Folder = folder;
    }

    public Scenario Scenario => _scenario;

    public SimulatorHost Host => _host;

    /// <summary>Where everything of this scenario is.</summary>
    public string Folder { get; }

    public string Videos => Path.Combine(Folder, "out");

    /// <summary>Where a planted link leads; there is a file called <see cref="Precious"/> in it.</summary>
    public string Elsewhere => Path.Combine(Folder, "elsewhere");

    public string Journal => Path.Combine(Folder, "batch.jsonl");

    /// <summary>All that was printed in all runs.</summary>
    public string Output => _output.ToString();

    /// <summary>The errors of the last run.</summary>
    public IReadOnlyList<WorkerError> LastErrors { get; private set; } = [];

    /// <summary>The number of rows that the last run did not create, because they would cost too much.</summary>
    public int Refused => LastErrors.Count(error => error.Id == "MaxCostExceeded");

    public int Runs { get; private set; }

    public int Killed { get; private set; }

    /// <summary>Whether a run did not end in time.</summary>
    public bool Hung { get; private set; }

    public static async Task<ScenarioRun> StartAsync(Scenario scenario)
    {
        SimulatorHost host = await SimulatorHost.StartAsync(new SimulatorOptions
        {
            Keys = [string.Create(CultureInfo.InvariantCulture, $"rsk_of_scenario_{scenario.Seed:x8}_{scenario.Seed * 7919L:x}")],
            QueueSeconds = scenario.QueueSeconds,
            RunSeconds = scenario.RunSeconds,
            ClockSkewSeconds = scenario.ClockSkewSeconds,
            MaxRunning = scenario.MaxRunning,
            CreateSeconds = scenario.CreateSeconds,
            FileBytes = scenario.FileBytes,
            Faults = scenario.Faults,
        });
        string folder = Directory.CreateTempSubdirectory("meshvideo-campaign-").FullName;
        IEnumerable<string> lines = scenario.Rows.Select(
            row => $"\"{row.Prompt}\",{row.Duration},{row.Ratio},{(row.ReturnLastFrame ? "true" : string.Empty)}");
        await File.WriteAllLinesAsync(Path.Combine(folder, "rows.csv"), lines.Prepend("Prompt,Duration,Ratio,ReturnLastFrame"));
        Directory.CreateDirectory(Path.Combine(folder, "out"));
        ScenarioRun run = new(scenario, host, folder);
        if (scenario.HasPlantedLink && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(run.Elsewhere);
            await File.WriteAllTextAsync(Path.Combine(run.Elsewhere, Precious), Precious);
            Directory.CreateSymbolicLink(Path.Combine(run.Videos, ".meshvideo"), run.Elsewhere);
        }

        return run;
    }

    /// <summary>Runs the batch, killed as the scenario says, until no error is left that another run could mend.</summary>
    public async Task PlayAsync(WorkerPool workers)
    {
        bool resend = false;
        int processes = _scenario.HasTwoProcesses ? 2 : 1;
        while (Runs < MostRuns * processes && !Hung)
        {
            bool haveLocks = !_scenario.DiskFaults.Skip(Runs)
                .Take(processes)
                .Any(fault => fault is DiskFault.LocksDoNothing or DiskFault.LocksFailLate);
            // Both have the same errors, apart from those that the next run mends.
            Task<WorkerAnswer?> other = _scenario.HasTwoProcesses
                ? RunOnceAsync(workers, resend)
                : Task.FromResult<WorkerAnswer?>(null);
            WorkerAnswer? answer = await RunOnceAsync(workers, resend);
            WorkerAnswer? otherAnswer = await other;
            _output.AppendLine(otherAnswer?.Output);
            if (answer is null)
            {
                continue;
            }

            if (!haveLocks || (_scenario.HasTwoProcesses && otherAnswer is null))
            {
                // What a killed process leaves behind is for the next run to delete, and only locks show that it was killed.
                _output.AppendLine(answer.Output);
                continue;
            }

            LastErrors = answer.Errors;
            _output.AppendLine(answer.Output);
            WorkerError[] open = [.. answer.Errors.Where(error => !Settled.Contains(error.Id))];
            if (open.Length == 0)
            {
                return;
            }

            bool onlyAsks = open.All(error => error.Id == "CreateOutcomeUnknown");
            if (onlyAsks && (resend || open.Any(error => AreShown(error.Text))))
            {
                // The user has to decide, and here nobody does: one of these may have a task.
                return;
            }

            // Who has looked at the service, and found no task, sends it again.
            resend = onlyAsks;
        }
    }

    // As a person does who follows the error to the letter: lists the tasks since the time that it names, and looks for one that
    // no row has.
    private bool AreShown(string advice)
    {
        Match since = Regex.Match(advice, @"Get-MeshVideo -CreatedAfter (\S+Z)");
        HashSet<string> claimed = JournalFile.Ids(Journal);
        return !since.Success
            || _host.Tasks.All.Any(
                task =>
                    !claimed.Contains(task.Id)
                        && task.CreatedAt >= DateTimeOffset.Parse(since.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// The prompts of rows that the journal has no task for, with the tasks of that prompt that no line claims.
    /// </summary>
    public IEnumerable<(string Prompt, int Rows, int Tasks)> Asked()
    {
        HashSet<string> claimed = JournalFile.Ids(Journal);
        foreach (IGrouping<string, Row> group in _scenario.Rows.GroupBy(row => row.Prompt))
        {
            string[] made = [.. _host.Tasks.All.Where(task => task.Prompt == group.Key).Select(task => task.Id)];
            int rows = group.Count() - made.Count(claimed.Contains);
            if (rows > 0)
            {
                yield return (group.Key, rows, made.Count(id => !claimed.Contains(id)));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<WorkerAnswer?> RunOnceAsync(WorkerPool workers, bool resend)
    {
        using WorkerLease lease = workers.Take();
        lease.Worker.SetDisk(Runs < _scenario.DiskFaults.Count ? _scenario.DiskFaults[Runs] : DiskFault.None);
        Task<WorkerAnswer?> run = lease.Worker.RunAsync(new
        {
            BaseUri = _host.BaseUri.ToString(),
            Key = _host.ApiKey,
            Rows = Path.Combine(Folder, "rows.csv"),
            Journal,
            Folder = Videos,
            Resend = resend,
            _scenario.MaxCost,
            LastFrame = _scenario.IncludesLastFrame,
            _scenario.PollIntervalSec,
            Talkative = _scenario.IsTalkative,
        });
        Runs++;
        using CancellationTokenSource over = new();
        Task end = Killed < _scenario.Kills.Count
            ? KillAsync(lease.Worker, _scenario.Kills[Killed], run, over.Token)
            : Task.CompletedTask;
        if (await Task.WhenAny(run, Task.Delay(Hang, over.Token)) != run)
        {
            Hung = true;
            lease.Worker.Kill();
        }

        await over.CancelAsync();
        await end;
        return await run;
    }

    private async Task KillAsync(Worker worker, (int Requests, int Milliseconds) kill, Task run, CancellationToken over)
    {
        long before = _host.Requests.All.Count;
        Task arrived = _host.Requests.WaitForAsync(_ => true, (int)before + kill.Requests, Hang, over);
        await Task.WhenAny(arrived, run);
        await Task.WhenAny(Task.Delay(kill.Milliseconds, over), run);
        if (!run.IsCompleted)
        {
            worker.Kill();
            Killed++;
        }
        else
        {
            Killed = _scenario.Kills.Count;
        }
    }
}
