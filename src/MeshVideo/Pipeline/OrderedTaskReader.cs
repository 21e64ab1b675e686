using System.Collections.Generic;
using System.Threading.Tasks;

namespace MeshVideo.Pipeline;

/// <summary>Queues concurrent reads of tasks, so that their results are emitted in order.</summary>
internal sealed class OrderedTaskReader
{
    private const int MaximumReads = 8;

    private readonly Queue<(string Id, Task<VideoTask> Read)> _reads = new();

    /// <summary>Whether the maximum number of reads has been started.</summary>
    public bool IsFull => _reads.Count == MaximumReads;

    public bool IsEmpty => _reads.Count == 0;

    /// <summary>Whether the first read has completed.</summary>
    public bool IsReady => _reads.Count > 0 && _reads.Peek().Read.IsCompleted;

    public void Enqueue(string id, Task<VideoTask> read) => _reads.Enqueue((id, read));

    public (string Id, Task<VideoTask> Read) Dequeue() => _reads.Dequeue();
}
