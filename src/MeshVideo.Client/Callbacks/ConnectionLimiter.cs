using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>
/// Limits the number of connections. If there are too many, the connection that has sent nothing, or is the oldest, is closed. A
/// callback takes milliseconds, so legitimate connections are not closed, and slow senders cannot block others.
/// </summary>
internal sealed class ConnectionLimiter
{
    private const int MaximumConnections = 512;
    private const int MaximumLargeBodies = 8;

    private readonly object _gate = new();
    private readonly LinkedList<CallbackConnection> _oldestFirst = [];
    private TaskCompletionSource<bool> _removed = NewSignal();

    /// <summary>
    /// Gets the limiter for large bodies, because the memory for large bodies on all connections would be too much.
    /// </summary>
    public ConcurrencyLimiter LargeBodies { get; } = new(MaximumLargeBodies);

    /// <summary>Waits until the connection is within the limit, and closes another connection if necessary.</summary>
    public async Task EnterAsync(CallbackConnection connection)
    {
        while (true)
        {
            Task removed;
            TimeSpan wait;
            lock (_gate)
            {
                if (_oldestFirst.Count < MaximumConnections)
                {
                    _oldestFirst.AddLast(connection);
                    return;
                }

                (CallbackConnection oldest, wait) = _oldestFirst.Select(
                    open => (Connection: open, IdleTime: open.RemainingIdleTime))
                    .OrderBy(open => open.IdleTime)
                    .First();
                if (wait <= TimeSpan.Zero)
                {
                    _oldestFirst.Remove(oldest);
                    oldest.Dispose();
                    continue;
                }

                removed = _removed.Task;
            }

            await Task.WhenAny(removed, Task.Delay(wait)).ConfigureAwait(false);
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
