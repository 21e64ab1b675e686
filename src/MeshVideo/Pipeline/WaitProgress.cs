using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Shows the progress of a wait.</summary>
internal sealed class WaitProgress() : ProgressBar(0x4D57)
{
    public void Show(Cmdlet cmdlet, WaitSnapshot snapshot)
    {
        string activity = snapshot.Total == 1 ? "Waiting for a video" : $"Waiting for {snapshot.Total} videos";
        IEnumerable<string> counts = snapshot.Statuses.OrderByDescending(entry => entry.Value)
            .Select(entry => $"{entry.Value} {entry.Key}");
        string status = $"{snapshot.Ended} of {snapshot.Total} ended; {string.Join(", ", counts)}; {Format(snapshot.Elapsed)}";
        if (snapshot.TimeLeft is { } left)
        {
            status += $", about {Format(left)} left (estimate)";
        }

        string? oldest = snapshot is { Total: > 1, Oldest: { } task }
            ? $"Longest: {task.Id}, {Format(snapshot.OldestAge)}"
            : null;
        Show(cmdlet, activity, status, snapshot.Ended, snapshot.Total, oldest);
    }

    private static string Format(TimeSpan time) =>
        (time.Days > 0 ? $"{time.Days}." : string.Empty) + time.ToString("hh\\:mm\\:ss", null);
}
