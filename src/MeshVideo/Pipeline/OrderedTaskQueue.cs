using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Pipeline;

/// <summary>Queues concurrent requests for tasks, so that their results are emitted in the order of the inputs.</summary>
/// <param name="limit">The maximum number of requests in the queue.</param>
internal sealed class OrderedTaskQueue<TInput>(int limit)
{
    // A pipeline is stopped by another thread.
    private readonly ConcurrentQueue<(TInput Input, Task<VideoTask> Request)> _requests = new();

    /// <summary>Whether the next request has to wait until one is removed.</summary>
    public bool IsFull => _requests.Count >= limit;

    public bool IsEmpty => _requests.IsEmpty;

    /// <summary>Whether the first request has completed.</summary>
    public bool IsReady => _requests.TryPeek(out (TInput Input, Task<VideoTask> Request) first) && first.Request.IsCompleted;

    /// <summary>Gets the requests that were not removed.</summary>
    public IReadOnlyList<Task<VideoTask>> Requests => [.. _requests.Select(entry => entry.Request)];

    public void Enqueue(TInput input, Task<VideoTask> request) => _requests.Enqueue((input, request));

    public (TInput Input, Task<VideoTask> Request) Peek() =>
        _requests.TryPeek(out (TInput Input, Task<VideoTask> Request) first) ? first : default;

    public void Remove() => _requests.TryDequeue(out _);
}
