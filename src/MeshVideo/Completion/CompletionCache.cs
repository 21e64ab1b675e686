using System;
using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace MeshVideo.Completion;

/// <summary>What a session remembers so that the prompt can help: the tasks it has seen, and the models. Each runspace has its own.</summary>
internal sealed class CompletionCache
{
    private const int MaximumTasks = 500;

    private static readonly ConditionalWeakTable<Runspace, CompletionCache> Sessions = new();

    private readonly LinkedList<VideoTask> _tasks = new();
    private readonly Dictionary<string, LinkedListNode<VideoTask>> _byId = new(StringComparer.Ordinal);

    /// <summary>The memory of the runspace that this thread runs in.</summary>
    public static CompletionCache Current => Runspace.DefaultRunspace is { } runspace ? Sessions.GetOrCreateValue(runspace) : new CompletionCache();

    /// <summary>The question for the service's models, once it was asked.</summary>
    public Task<IReadOnlyList<VideoModel>>? Models { get; set; }

    /// <summary>The tasks seen, the latest first.</summary>
    public IReadOnlyList<VideoTask> Tasks
    {
        get
        {
            lock (_tasks)
            {
                return [.. _tasks];
            }
        }
    }

    /// <summary>Remembers a task in its latest state.</summary>
    public void Add(VideoTask task)
    {
        lock (_tasks)
        {
            if (_byId.TryGetValue(task.Id, out LinkedListNode<VideoTask>? known))
            {
                _tasks.Remove(known);
            }

            _byId[task.Id] = _tasks.AddFirst(task);
            if (_tasks.Count > MaximumTasks)
            {
                _byId.Remove(_tasks.Last!.Value.Id);
                _tasks.RemoveLast();
            }
        }
    }
}
