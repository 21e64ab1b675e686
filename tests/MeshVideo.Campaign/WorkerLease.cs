using System;

namespace MeshVideo.Campaign;

/// <summary>A worker for one pipeline.</summary>
internal sealed class WorkerLease(WorkerPool pool, Worker worker) : IDisposable
{
    public Worker Worker => worker;

    public void Dispose() => pool.Return(worker);
}
