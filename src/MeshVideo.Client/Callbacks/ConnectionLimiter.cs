using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>
/// The connections that are served: so many, and when more want in, whoever has sent nothing, or has taken longest, makes room. A call
/// takes milliseconds, so that this is never one that means it, and callers who are slow on purpose keep nobody out.
/// </summary>
internal sealed class ConnectionLimiter
{
    private const int MaximumConnections = 512;
    private const int MaximumLargeBodies = 8;

    private readonly object _gate = new();
    private readonly LinkedList<CallbackConnection> _oldestFirst = [];
    private TaskCompletionSource<bool> _removed = NewSignal();

    /// <summary>Few bodies may grow large at a time: memory for all connections to fill is nothing that strangers can have.</summary>
    public ConcurrencyLimiter LargeBodies { get; } = new(MaximumLargeBodies);

    /// <summary>Waits for room, and makes it where nobody leaves by himself.</summary>
    public async Task EnterAsync(CallbackConnection connection)
    {
        while (true)
        {
            Task left;
            TimeSpan wait;
            lock (_gate)
            {
                if (_oldestFirst.Count < MaximumConnections)
                {
                    _oldestFirst.AddLast(connection);
                    return;
                }

                (CallbackConnection next, wait) = _oldestFirst.Select(open => (Connection: open, IdleTime: open.CalculateIdleTime)).OrderBy(open => open.IdleTime).First();
                if (wait <= TimeSpan.Zero)
                {
                    _oldestFirst.Remove(next);
                    next.Dispose();
                    continue;
                }

                left = _removed.Task;
            }

            await Task.WhenAny(left, Task.Delay(wait)).ConfigureAwait(false);
        }
    }

    public void Remove(CallbackConnection connection)
    {
        connection.Dispose();
        lock (_gate)
        {
            _oldestFirst.Remove(connection);
            _removed.TrySetResult(true);
            _removed = NewSignal();
        }
    }

    public void CloseAll()
    {
        lock (_gate)
        {
            foreach (CallbackConnection connection in _oldestFirst)
            {
                connection.Dispose();
            }
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
