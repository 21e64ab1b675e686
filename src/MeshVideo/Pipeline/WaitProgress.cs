using System;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Puts the progress of a wait into words.</summary>
internal sealed class WaitProgress
{
    private readonly ProgressBar _bar = new(0x4D57);

    public void Show(Cmdlet cmdlet, WaitSnapshot snapshot)
    {
        if (snapshot.Ended == snapshot.Total)
        {
            return;
        }

        string activity = snapshot.Total == 1 ? "Waiting for a video" : $"Waiting for {snapshot.Total} videos";
        string states = string.Join(", ", snapshot.Statuses.OrderByDescending(state => state.Value).Select(state => $"{state.Value} {state.Key}"));
        string status = $"{snapshot.Ended} of {snapshot.Total} ended; {states}; {Text(snapshot.Elapsed)}";
        if (snapshot.TimeLeft is { } left)
        {
            status += $", about {Text(left)} left (estimate)";
        }

        string? oldest = snapshot is { Total: > 1, Oldest: { } task } ? $"Longest: {task.Id}, {Text(snapshot.OldestAge)}" : null;
        _bar.Show(cmdlet, activity, status, snapshot.Ended, snapshot.Total, oldest);
    }

    public void Complete(Cmdlet cmdlet) => _bar.Complete(cmdlet);

    private static string Text(TimeSpan time) => (time.Days > 0 ? $"{time.Days}." : string.Empty) + time.ToString("hh\\:mm\\:ss", null);
}
