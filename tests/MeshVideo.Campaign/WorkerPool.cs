using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace MeshVideo.Campaign;

/// <summary>PowerShells that wait for pipelines; one that was killed is replaced.</summary>
internal sealed class WorkerPool(string shell, string manifest, string? diskShim) : IDisposable
{
    private readonly ConcurrentBag<Worker> _idle = [];
    private readonly ConcurrentQueue<int> _sockets = new();

    /// <summary>The most sockets that one of them held open after its pipelines.</summary>
    public int MostSockets => _sockets.DefaultIfEmpty(0).Max();

    public WorkerLease Take() =>
        new(this, _idle.TryTake(out Worker? worker) && !worker.HasEnded ? worker : Worker.Start(shell, manifest, diskShim));

    public void Return(Worker worker)
    {
        if (worker.HasEnded)
        {
            worker.Dispose();
            return;
        }

        _sockets.Enqueue(worker.OpenSockets() ?? 0);
        _idle.Add(worker);
    }

    public void Dispose()
    {
        foreach (Worker worker in (IEnumerable<Worker>)_idle)
        {
            worker.Dispose();
        }
    }
}
