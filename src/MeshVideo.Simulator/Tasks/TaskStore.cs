using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MeshVideo.Simulator.Files;
using MeshVideo.Simulator.Validation;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The tasks of all keys.</summary>
public sealed class TaskStore
{
    private readonly SimulatorOptions _options;
    private readonly LinkSigner _signer;
    private readonly ConcurrentDictionary<string, VideoTask> _tasks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<CallbackDelivery>> _callbacks = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly List<string> _keys;
    private readonly Dictionary<string, int> _spent = [];
    private long _sequence;

    internal TaskStore(SimulatorOptions options, LinkSigner signer)
    {
        _options = options;
        _signer = signer;
        _keys = [.. options.Keys.Where(key => key != SimulatorOptions.AnyKey)];
    }

    /// <summary>The number of tasks.</summary>
    public int Count => _tasks.Count;

    /// <summary>All tasks with their current state by the clock, the oldest first.</summary>
    public IReadOnlyList<TaskInfo> All =>
        [.. _tasks.Values.OrderBy(task => task.CreatedAt).ThenBy(task => task.Sequence).Select(GetInfo)];

    /// <summary>Creates tasks that have already ended or, with another status, never end. The newest is first.</summary>
    /// <param name="count">The number of tasks. Their creation times are one second apart, and the newest is now.</param>
    /// <param name="key">The key of the tasks; by default, the first key.</param>
    /// <param name="status">The status of the tasks, also in the database.</param>
    /// <param name="model">The model of the tasks.</param>
    /// <returns>The ids of the tasks.</returns>
    public IReadOnlyList<string> Seed(
        int count, string? key = null, string status = "succeeded", string model = ModelCatalog.DefaultId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        string owner = key ?? (_keys.Count > 0 ? _keys[0] : SimulatorOptions.DefaultKey);
        DateTimeOffset now = _options.Clock.GetUtcNow();
        TaskPlan plan = TaskPlan.CreateFixed(status);
        string[] ids = new string[count];

        // The oldest first, so that the order matches the times.
        for (int i = count - 1; i >= 0; i--)
        {
            VideoTask task = Add(owner, now.AddSeconds(-i), new TaskSpec { Model = model, Seed = i }, plan);
            task.Refresh(_signer.CreateLinks(task));
            ids[i] = task.Id;
        }

        return ids;
    }

    /// <summary>Ends a task immediately. Returns false if the task does not exist or has already ended.</summary>
    public bool Finish(string id, string status = "succeeded", string? errorCode = null)
    {
        if (!TaskStatuses.IsTerminal(status))
        {
            throw new ArgumentException($"The status '{status}' does not end a task.", nameof(status));
        }

        return Find(id) is { } task && task.TryFinish(status, errorCode);
    }

    internal VideoTask? Find(string id) => _tasks.GetValueOrDefault(id);

    internal IEnumerable<VideoTask> GetByOwner(string key) => _tasks.Values.Where(task => task.Owner == key);

    internal VideoTask Create(string owner, TaskSpec spec) =>
        Add(
            owner,
            _options.Clock.GetUtcNow(),
            spec,
            PromptDirectives.CreatePlan(spec.Prompt, spec.ExecutionExpiresAfter, _options));

    /// <summary>Counts a create against the spend limit of a key. Returns false if the limit is reached.</summary>
    internal bool TrySpend(string key, int? limit)
    {
        lock (_gate)
        {
            int spent = _spent.GetValueOrDefault(key);
            if (spent >= limit)
            {
                return false;
            }

            _spent[key] = spent + 1;
            return true;
        }
    }

    internal void AddCallback(VideoTask task, CallbackDelivery delivery) =>
        _callbacks.GetOrAdd(task.Id, _ => new ConcurrentQueue<CallbackDelivery>()).Enqueue(delivery);

    private VideoTask Add(string owner, DateTimeOffset createdAt, TaskSpec spec, TaskPlan plan)
    {
        while (true)
        {
            string id = TaskIds.Create(createdAt);
            VideoTask task = new(id, Interlocked.Increment(ref _sequence), owner, createdAt, spec, plan, _options.Clock);
            if (_tasks.TryAdd(id, task))
            {
                return task;
            }
        }
    }

    private TaskInfo GetInfo(VideoTask task) => new()
    {
        Id = task.Id,
        Key = GetKeyIndex(task.Owner),
        Status = task.State.Status,
        CreatedAt = task.CreatedAt,
        Model = task.Spec.Model,
        Prompt = task.Spec.Prompt,
        Callbacks = _callbacks.TryGetValue(task.Id, out ConcurrentQueue<CallbackDelivery>? callbacks) ? [.. callbacks] : [],
    };

    private int GetKeyIndex(string key)
    {
        lock (_gate)
        {
            int index = _keys.IndexOf(key);
            if (index < 0)
            {
                index = _keys.Count;
                _keys.Add(key);
            }

            return index;
        }
    }
}
