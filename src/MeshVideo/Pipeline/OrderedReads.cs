using System.Collections.Generic;
using System.Threading.Tasks;

namespace MeshVideo.Pipeline;

/// <summary>Reads that run a few at a time and are taken in the order they were begun.</summary>
internal sealed class OrderedReads
{
    private const int MaximumReads = 8;

    private readonly Queue<(string Id, Task<VideoTask> Read)> _reads = new();

    /// <summary>Whether the oldest has to be taken before another may begin.</summary>
    public bool IsFull => _reads.Count == MaximumReads;

    public bool IsEmpty => _reads.Count == 0;

    /// <summary>Whether the oldest has ended.</summary>
    public bool IsReady => _reads.Count > 0 && _reads.Peek().Read.IsCompleted;

    public void Start(string id, Task<VideoTask> read) => _reads.Enqueue((id, read));

    public (string Id, Task<VideoTask> Read) Dequeue() => _reads.Dequeue();
}
