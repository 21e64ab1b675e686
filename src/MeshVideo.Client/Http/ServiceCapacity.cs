using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>
/// Knows the tasks of this process that are running. When the service rejects creates because too many tasks are running, the
/// creates wait here, in order, until a task ends.
/// </summary>
internal sealed class ServiceCapacity
{
    private static readonly TimeSpan FirstProbeDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaximumProbeDelay = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _running = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, TaskCompletionSource<bool>> _waiting = [];
    private long _lastTicket;
    private long _ended;
    private TimeSpan _probeDelay = FirstProbeDelay;
    private DateTimeOffset _nextProbe;
    private DateTimeOffset _lastRunning = DateTimeOffset.MinValue;
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;

    /// <summary>Gets whether creates wait for a task to end.</summary>
    public bool IsExhausted => Read(() => _waiting.Count > 0);

    /// <summary>Gets whether tasks of this process are running, as far as it is known.</summary>
    public bool HasRunningTasks => Read(() => _running.Count > 0);

    /// <summary>Gets the number of tasks of this process that have ended.</summary>
    public long Ended => Read(() => _ended);

    /// <summary>Gets the time when a task of this process was last known to run.</summary>
    public DateTimeOffset LastRunning => Read(() => _running.Count > 0 ? DateTimeOffset.UtcNow : _lastRunning);

    /// <summary>Gets the time until which no create should be sent, because the rate of requests is limited.</summary>
    public DateTimeOffset PausedUntil => Read(() => _pausedUntil);

    /// <summary>Gets the next place in the order of creates.</summary>
    public long TakeTicket() => Interlocked.Increment(ref _lastTicket);

    /// <summary>Adds a task that is running.</summary>
    public void Add(string taskId)
    {
        lock (_gate)
        {
            _running[taskId] = DateTimeOffset.MinValue;
            _probeDelay = FirstProbeDelay;
        }
    }

    /// <summary>Observes the state of a task. If it has ended, the next create that waits can be sent.</summary>
    public void Observe(string taskId, bool hasEnded)
    {
        lock (_gate)
        {
            if (!_running.ContainsKey(taskId))
            {
                return;
            }

            if (!hasEnded)
            {
                _running[taskId] = DateTimeOffset.UtcNow;
                return;
            }

            _running.Remove(taskId);
            _ended++;
            _lastRunning = DateTimeOffset.UtcNow;
            ReleaseNext();
        }
    }

    /// <summary>Pauses all creates after a limit on the rate of requests.</summary>
    public void Pause(TimeSpan delay)
    {
        lock (_gate)
        {
            DateTimeOffset until = DateTimeOffset.UtcNow + delay;
            _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
        }
    }

    /// <summary>Starts to wait for a task to end. The wait ends with <see cref="Leave"/>.</summary>
    /// <param name="ticket">The place of the create in the order.</param>
    /// <param name="endedBefore">The value of <see cref="Ended"/> before the create was sent.</param>
    /// <returns>Completes when the create can be sent.</returns>
    public Task Join(long ticket, long endedBefore)
    {
        lock (_gate)
        {
            if (_ended > endedBefore && _waiting.Count == 0)
            {
                // A task ended while the create was being rejected.
                return Task.CompletedTask;
            }

            if (_waiting.Count == 0)
            {
                _nextProbe = DateTimeOffset.UtcNow + _probeDelay;
            }

            // A continuation must not run under the lock.
            return (_waiting[ticket] = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Ends a wait.</summary>
    public void Leave(long ticket) => Read(() => _waiting.Remove(ticket));

    /// <summary>Lets the next create that waits be sent, because another one did not use its turn.</summary>
    public void Release()
    {
        lock (_gate)
        {
            ReleaseNext();
        }
    }

    /// <summary>
    /// Lets the first create be sent from time to time even if no task of this process has ended, because others share the limit.
    /// </summary>
    /// <returns>The tasks to read, because nobody has read them for a while; none for a create that is not the first.</returns>
    public IReadOnlyList<string> Probe(long ticket, TimeSpan interval, int maximumTasks)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 || _waiting.First().Key != ticket)
            {
                return [];
            }

            DateTimeOffset now = DateTimeOffset.UtcNow;
            if (now >= _nextProbe)
            {
                _probeDelay = _probeDelay + _probeDelay < MaximumProbeDelay ? _probeDelay + _probeDelay : MaximumProbeDelay;
                _nextProbe = now + _probeDelay;
                ReleaseNext();
                return [];
            }

            List<string> unread =
            [
                .. _running.Where(task => now - task.Value >= interval)
                    .OrderBy(task => task.Value)
                    .Take(maximumTasks)
                    .Select(task => task.Key),
            ];
            unread.ForEach(id => _running[id] = now);
            return unread;
        }
    }

    private void ReleaseNext()
    {
        if (_waiting.Count > 0)
        {
            (long ticket, TaskCompletionSource<bool> turn) = (_waiting.First().Key, _waiting.First().Value);
            _waiting.Remove(ticket);
            turn.SetResult(true);
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
