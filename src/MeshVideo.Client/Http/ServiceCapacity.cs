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
/// <remarks>
/// Others can share the limit, so a create is sent from time to time as a probe. If it succeeds, there may be more free slots:
/// the creates are then sent in a ramp, first one and then two for each success, until the first is rejected.
/// </remarks>
/// <param name="clock">Gets the time; null for the clock of this machine.</param>
internal sealed class ServiceCapacity(Func<DateTimeOffset>? clock = null)
{
    private static readonly TimeSpan FirstProbeDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaximumProbeDelay = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _running = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, TaskCompletionSource<CapacityTurn>> _waiting = [];
    private readonly Func<DateTimeOffset> _clock = clock ?? (() => DateTimeOffset.UtcNow);
    private long _lastTicket;
    private long _ended;
    private TimeSpan _probeDelay = FirstProbeDelay;
    private DateTimeOffset _nextProbe;
    private int _ramp;
    private int _rampInFlight;
    private int _rampSuccesses;
    private DateTimeOffset _lastRunning = DateTimeOffset.MinValue;
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private string? _pauseReason;
    private DateTimeOffset _readsPausedUntil = DateTimeOffset.MinValue;

    /// <summary>Gets whether creates wait for a task to end.</summary>
    public bool IsExhausted => Read(() => _waiting.Count > 0);

    /// <summary>Gets whether tasks of this process are running, as far as it is known.</summary>
    public bool HasRunningTasks => Read(() => _running.Count > 0);

    /// <summary>Gets the number of tasks of this process that have ended.</summary>
    public long Ended => Read(() => _ended);

    /// <summary>Gets the time when a task of this process was last known to run.</summary>
    public DateTimeOffset LastRunning => Read(() => _running.Count > 0 ? _clock() : _lastRunning);

    /// <summary>Gets the time until which no create should be sent, because the service asked to wait.</summary>
    public DateTimeOffset PausedUntil => Read(() => _pausedUntil);

    /// <summary>Gets the next place in the order of creates.</summary>
    public long TakeTicket() => Interlocked.Increment(ref _lastTicket);

    /// <summary>Adds a task that is running.</summary>
    public void Add(string taskId)
    {
        lock (_gate)
        {
            _running[taskId] = DateTimeOffset.MinValue;
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
                _running[taskId] = _clock();
                return;
            }

            _running.Remove(taskId);
            _ended++;
            _lastRunning = _clock();
            ReleaseNext(CapacityTurn.TaskEnded);
        }
    }

    /// <summary>Gets a sentence about the delay that the service requested; null if it did not request one.</summary>
    public string? PauseReason => Read(() => _pauseReason);

    /// <summary>Pauses all creates, because the limit is that of the key. The longest pause counts.</summary>
    /// <param name="delay">The duration of the pause.</param>
    /// <param name="retryAfter">The delay that the service requested; null if it did not.</param>
    public void Pause(TimeSpan delay, TimeSpan? retryAfter = null)
    {
        lock (_gate)
        {
            DateTimeOffset until = Extend(_pausedUntil, delay);
            if (until > _pausedUntil)
            {
                _pausedUntil = until;
                _pauseReason = retryAfter is { } requested && requested > TimeSpan.Zero
                    ? RetryAfter.Describe(requested, _clock())
                    : null;
            }
        }
    }

    /// <summary>Pauses the reads of the tasks, because the service asked to wait.</summary>
    public void PauseReads(TimeSpan delay)
    {
        lock (_gate)
        {
            _readsPausedUntil = Extend(_readsPausedUntil, delay);
        }
    }

    /// <summary>Starts to wait for a task to end. The wait ends with <see cref="Leave"/>.</summary>
    /// <param name="ticket">The place of the create in the order.</param>
    /// <param name="endedBefore">The value of <see cref="Ended"/> before the create was sent.</param>
    /// <param name="wasRejected">Whether the create was rejected, rather than found others waiting.</param>
    /// <returns>Completes when the create can be sent, with the turn to report the outcome of.</returns>
    public Task<CapacityTurn> Join(long ticket, long endedBefore, bool wasRejected)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                if (!wasRejected)
                {
                    // The others have been sent in the meantime.
                    return Task.FromResult(default(CapacityTurn));
                }

                if (_ended > endedBefore)
                {
                    // A task ended while the create was being rejected.
                    return Task.FromResult(CapacityTurn.TaskEnded);
                }

                _nextProbe = _clock() + _probeDelay;
            }

            // A continuation must not run under the lock.
            TaskCompletionSource<CapacityTurn> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[ticket] = turn;
            return turn.Task;
        }
    }

    /// <summary>Ends a wait.</summary>
    public void Leave(long ticket) => Read(() => _waiting.Remove(ticket));

    /// <summary>Reports that a create did not use its turn, so the next one that waits can be sent.</summary>
    public void Return(CapacityTurn turn)
    {
        lock (_gate)
        {
            if (turn.Kind == CapacityTurnKind.TaskEnded)
            {
                ReleaseNext(turn);
            }
            else if (IsInRamp(turn))
            {
                _rampInFlight--;
                ReleaseProbe();
            }
        }
    }

    /// <summary>Reports that a task was created. If it was a probe, there may be more free slots.</summary>
    /// <param name="turn">The turn of the create.</param>
    /// <param name="maximumConcurrency">The maximum number of creates in the ramp that are sent at the same time.</param>
    public void Succeed(CapacityTurn turn, int maximumConcurrency)
    {
        lock (_gate)
        {
            DateTimeOffset next = _clock() + FirstProbeDelay;
            _probeDelay = FirstProbeDelay;
            if (!IsInRamp(turn))
            {
                // Tasks that end often must not put off the probe forever.
                _nextProbe = next < _nextProbe ? next : _nextProbe;
                return;
            }

            _nextProbe = next;
            _rampInFlight--;
            // A single slot, which is the usual case, costs only one rejection.
            int count = _rampSuccesses++ == 0 ? 1 : 2;
            for (; count > 0 && _rampInFlight < maximumConcurrency; count--)
            {
                ReleaseProbe();
            }
        }
    }

    /// <summary>Reports that a create was rejected: there are no more slots at the moment.</summary>
    public void Reject()
    {
        lock (_gate)
        {
            StartRamp();
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

            DateTimeOffset now = _clock();
            if (now < _pausedUntil)
            {
                return [];
            }

            if (now >= _nextProbe && _rampInFlight == 0)
            {
                _probeDelay = _probeDelay + _probeDelay < MaximumProbeDelay ? _probeDelay + _probeDelay : MaximumProbeDelay;
                _nextProbe = now + _probeDelay;
                StartRamp();
                ReleaseProbe();
                return [];
            }

            if (now < _readsPausedUntil)
            {
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

    private DateTimeOffset Extend(DateTimeOffset pausedUntil, TimeSpan delay)
    {
        DateTimeOffset now = _clock();
        DateTimeOffset until = delay < DateTimeOffset.MaxValue - now ? now + delay : DateTimeOffset.MaxValue;
        return until > pausedUntil ? until : pausedUntil;
    }

    // The outcomes of the creates of an earlier ramp say nothing about this one.
    private void StartRamp()
    {
        _ramp++;
        _rampInFlight = 0;
        _rampSuccesses = 0;
    }

    private bool IsInRamp(CapacityTurn turn) => turn.Kind == CapacityTurnKind.Probe && turn.Ramp == _ramp;

    private void ReleaseProbe() => _rampInFlight += ReleaseNext(CapacityTurn.Probe(_ramp)) ? 1 : 0;

    private bool ReleaseNext(CapacityTurn turn)
    {
        if (_waiting.Count == 0)
        {
            return false;
        }

        (long ticket, TaskCompletionSource<CapacityTurn> first) = (_waiting.First().Key, _waiting.First().Value);
        _waiting.Remove(ticket);
        first.SetResult(turn);
        return true;
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
