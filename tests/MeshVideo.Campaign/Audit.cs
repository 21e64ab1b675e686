using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Requests;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Campaign;

/// <summary>Looks, from the side of the service and of the disk, at what a scenario left behind.</summary>
internal static class Audit
{
    private static readonly HttpClient Http = new();

    public static async Task<Verdict> OfAsync(ScenarioRun run)
    {
        run.Host.Faults.Clear();
        List<Finding> findings = [];
        if (run.Hung)
        {
            findings.Add(new(FindingKind.Hang, "a run did not end"));
        }

        HashSet<string> claimed = JournalFile.Ids(run.Journal);
        foreach (IGrouping<string, TaskInfo> made in run.Host.Tasks.All.GroupBy(task => task.Prompt))
        {
            int rows = run.Scenario.Rows.Count(row => row.Prompt == made.Key);
            if (made.Count() > rows)
            {
                findings.Add(new(FindingKind.PaidTwice, $"'{made.Key}': {made.Count()} tasks for {rows} rows"));
            }
        }

        CheckRows(run, findings);
        CheckCost(run, findings);
        bool isAsked = run.Asked().Sum(ask => ask.Rows) > run.Refused;
        foreach (TaskInfo task in run.Host.Tasks.All.Where(task => claimed.Contains(task.Id) && task.Status == "succeeded"))
        {
            await CheckFilesAsync(run, task, findings);
        }

        CheckFolder(run, findings);
        CheckElsewhere(run, findings);
        CheckSecrets(run, findings);
        return new Verdict(findings, isAsked);
    }

    // A row has a task in the journal, or the last run asked about it.
    private static void CheckRows(ScenarioRun run, List<Finding> findings)
    {
        int asked = run.Asked().Sum(ask => ask.Rows);
        int errors = run.Refused + run.LastErrors.Count(error => error.Id == "CreateOutcomeUnknown");
        if (asked > errors)
        {
            string last = string.Join("; ", run.LastErrors.Select(error => $"{error.Id}: {error.Text}"));
            findings.Add(
                new(FindingKind.Lost, $"{asked} rows have no task, and {errors} were asked about or refused after {run.Runs} runs. {last}"));
        }
    }

    // The tasks that have not ended may still succeed, so they count.
    private static void CheckCost(ScenarioRun run, List<Finding> findings)
    {
        decimal spent = run.Host.Tasks.All.Sum(task => run.Scenario.Rows.First(row => row.Prompt == task.Prompt).Usd);
        if (spent > run.Scenario.MaxCost)
        {
            findings.Add(new(FindingKind.OverLimit, $"{spent} USD were spent, {run.Scenario.MaxCost} were allowed"));
        }
    }

    private static async Task CheckFilesAsync(ScenarioRun run, TaskInfo task, List<Finding> findings)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(run.Host.BaseUri, "/v1/video/generations/" + task.Id));
        request.Headers.Add("Authorization", "Bearer " + run.Host.ApiKey);
        using HttpResponseMessage answer = await Http.SendAsync(request);
        using JsonDocument document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        JsonElement content = document.RootElement.GetProperty("content");
        await CompareAsync(
            run, content.GetProperty("video_url").GetString()!, Path.Combine(run.Videos, task.Id + ".mp4"), findings);
        if (run.Scenario.IncludesLastFrame
            && content.TryGetProperty("last_frame_url", out JsonElement frame)
            && frame.GetString() is { } link)
        {
            await CompareAsync(run, link, Path.Combine(run.Videos, task.Id + ".last.png"), findings);
        }
    }

    private static async Task CompareAsync(ScenarioRun run, string link, string path, List<Finding> findings)
    {
        if (!File.Exists(path))
        {
            string last = string.Join("; ", run.LastErrors.Select(error => $"{error.Id}: {error.Text}"));
            findings.Add(new(FindingKind.Lost, $"{Path.GetFileName(path)} was not saved in {run.Runs} runs. {last}"));
            return;
        }

        bool wasExchanged = WasExchangedSince(run, new Uri(link).AbsolutePath);
        byte[] here = await File.ReadAllBytesAsync(path);
        byte[] there = await Http.GetByteArrayAsync(link);
        if (!wasExchanged && !here.AsSpan().SequenceEqual(there))
        {
            string text =
                $"{Path.GetFileName(path)}: {here.Length} bytes, {there.Length} at the service. Requests: {Requests(run)}";
            findings.Add(new(FindingKind.Corrupt, text));
        }
    }

    // A task's files are exchanged together: one that was whole before the other was asked for is not the one that is there now.
    private static bool WasExchangedSince(ScenarioRun run, string path)
    {
        LoggedRequest[] requests = [.. run.Host.Requests.All.Where(request => request.Port == ServerPort.File)];
        long fetched = requests.Where(request => request.Path == path && request.Status is 200 or 206)
            .Select(request => request.Sequence)
            .DefaultIfEmpty(0)
            .Max();
        return requests.Any(request => request.Fault?.Kind == FaultKind.Change && request.Sequence > fetched);
    }

    private static string Requests(ScenarioRun run) => string.Join(", ", run.Host.Requests.All
        .Where(request => request.Port == ServerPort.File)
        .Select(request => $"{request.Method} {request.Path} {request.Status}{NameOfFault(request)}"));

    private static string NameOfFault(LoggedRequest request) =>
        request.Fault is { } fault ? " " + FaultDeck.NameOf(fault) : string.Empty;

    private static void CheckFolder(ScenarioRun run, List<Finding> findings)
    {
        bool isDone = run.LastErrors.All(
            error => error.Id.StartsWith("Task", StringComparison.Ordinal)
                || error.Id is "CreateOutcomeUnknown" or "MaxCostExceeded");
        foreach (string path in Directory.EnumerateFiles(run.Videos, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetFileName(path);
            bool isExpected = name.EndsWith(".mp4", StringComparison.Ordinal) || name.EndsWith(".png", StringComparison.Ordinal)
                || (name.EndsWith(".json", StringComparison.Ordinal)
            && Path.GetFileName(Path.GetDirectoryName(path))!.StartsWith(".meshvideo", StringComparison.Ordinal));
            if (isDone && !isExpected)
            {
                findings.Add(new(FindingKind.Stray, name));
            }
        }

        // A run that is alive has a file beside the journal.
        foreach (string path in Directory.EnumerateFiles(run.Folder, "*.run"))
        {
            findings.Add(new(FindingKind.Stray, Path.GetFileName(path)));
        }
    }

    private static void CheckElsewhere(ScenarioRun run, List<Finding> findings)
    {
        if (!Directory.Exists(run.Elsewhere))
        {
            return;
        }

        string[] files = [.. Directory.EnumerateFileSystemEntries(run.Elsewhere).Select(path => Path.GetFileName(path))];
        if (files is not [ScenarioRun.Precious]
            || File.ReadAllText(Path.Combine(run.Elsewhere, ScenarioRun.Precious)) != ScenarioRun.Precious)
        {
            findings.Add(new(FindingKind.Outside, $"a link led to {string.Join(", ", files)}"));
        }
    }

    private static void CheckSecrets(ScenarioRun run, List<Finding> findings)
    {
        IEnumerable<(string Where, string Text)> texts = Directory.EnumerateFiles(
            run.Folder, "*.json*", SearchOption.AllDirectories)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)))
            .Append(("the output", run.Output));
        foreach ((string where, string text) in texts)
        {
            if (text.Contains(run.Host.ApiKey, StringComparison.Ordinal) || text.Contains("signature=", StringComparison.Ordinal))
            {
                findings.Add(new(FindingKind.Leak, $"a secret stands in {where}"));
            }
        }
    }
}
