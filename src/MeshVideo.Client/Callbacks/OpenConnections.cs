using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Callbacks;

/// <summary>
/// The connections that are served: so many, and when more want in, whoever has sent nothing, or has taken longest, makes room. A call
/// takes milliseconds, so that this is never one that means it, and callers who are slow on purpose keep nobody out.
/// </summary>
internal sealed class OpenConnections
{
    private const int Most = 512;
    private const int MostLargeBodies = 8;

    private readonly object _gate = new();
    private readonly LinkedList<CallbackConnection> _oldestFirst = [];
    private TaskCompletionSource<bool> _left = NewSignal();

    /// <summary>Few bodies may grow large at a time: memory for all connections to fill is nothing that strangers can have.</summary>
    public Throttle LargeBodies { get; } = new(MostLargeBodies);

    /// <summary>Waits for room, and makes it where nobody leaves by himself.</summary>
    public async Task EnterAsync(CallbackConnection connection)
    {
        while (true)
        {
            Task left;
            TimeSpan wait;
            lock (_gate)
            {
                if (_oldestFirst.Count < Most)
                {
                    _oldestFirst.AddLast(connection);
                    return;
                }

                (CallbackConnection next, wait) = _oldestFirst.Select(open => (open, open.KeptFor)).OrderBy(open => open.KeptFor).First();
                if (wait <= TimeSpan.Zero)
                {
                    _oldestFirst.Remove(next);
                    next.Dispose();
                    continue;
                }

                left = _left.Task;
            }

            await Task.WhenAny(left, Task.Delay(wait)).ConfigureAwait(false);
        }
    }

    public void Leave(CallbackConnection connection)
    {
        connection.Dispose();
        lock (_gate)
        {
            _oldestFirst.Remove(connection);
            _left.TrySetResult(true);
            _left = NewSignal();
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
