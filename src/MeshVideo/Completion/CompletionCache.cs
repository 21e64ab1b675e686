using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace MeshVideo.Completion;

/// <summary>Caches the tasks and the models of a session for tab completion. Each runspace has its own cache.</summary>
internal sealed class CompletionCache
{
    private const int MaximumTasks = 500;

    private static readonly ConditionalWeakTable<Runspace, CompletionCache> Caches = new();

    // The most recent is the last.
    private readonly List<VideoTask> _tasks = [];

    /// <summary>The cache of the current runspace.</summary>
    public static CompletionCache Current =>
        Runspace.DefaultRunspace is { } runspace ? Caches.GetOrCreateValue(runspace) : new CompletionCache();

    /// <summary>The requests for the models of each service that were sent.</summary>
    public ConcurrentDictionary<Uri, Task<IReadOnlyList<VideoModel>>> Models { get; } = new();

    /// <summary>The cached tasks, the most recent first.</summary>
    public IReadOnlyList<VideoTask> Tasks
    {
        get
        {
            lock (_tasks)
            {
                return [.. _tasks.AsEnumerable().Reverse()];
            }
        }
    }

    /// <summary>Adds a task, or replaces it with its latest state.</summary>
    public void Add(VideoTask task)
    {
        lock (_tasks)
        {
            _tasks.RemoveAll(cached => cached.Id == task.Id);
            _tasks.Add(task);
            if (_tasks.Count > MaximumTasks)
            {
                _tasks.RemoveAt(0);
            }
        }
    }
}
