using System;
using System.Diagnostics;
using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Shows the progress of creates that take longer than a moment.</summary>
internal sealed class CreateProgress() : ProgressBar(0x4D43)
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();

    /// <summary>The number of tasks that were emitted.</summary>
    public int Created { get; set; }

    public void Show(Cmdlet cmdlet, CreateThrottle throttle)
    {
        if (_elapsed.Elapsed < Delay || throttle.Active + throttle.Waiting == 0)
        {
            return;
        }

        string waiting = throttle.Waiting == 0 ? string.Empty : $", {throttle.Waiting} waiting for a free slot";
        string status = $"{Created} created, {throttle.Active} in progress{waiting}; {_elapsed.Elapsed:hh\\:mm\\:ss}";
        // The number of rows is not known.
        Show(cmdlet, "Creating videos", status, completed: -1, total: 100);
    }
}
