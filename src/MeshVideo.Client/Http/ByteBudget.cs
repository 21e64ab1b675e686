using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Http;

/// <summary>Limits the total size of the bodies that are being uploaded. A large one is not overtaken by smaller ones.</summary>
internal sealed class ByteBudget(long limit)
{
    private readonly Queue<(long Bytes, TaskCompletionSource<bool> Turn)> _waiting = new();
    private long _used;

    /// <summary>Waits until a body fits. A body that exceeds the limit alone waits for all others.</summary>
    /// <returns>The reservation. Disposing it releases it.</returns>
    public async Task<IDisposable> EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        bytes = Math.Min(bytes, limit);
        TaskCompletionSource<bool> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Enqueue((bytes, turn));
            ReleaseFitting();
        }

        using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
        {
            await turn.Task.ConfigureAwait(false);
        }

        return new Reservation(this, bytes);
    }

    private void ReleaseFitting()
    {
        while (_waiting.Count > 0
            && (_waiting.Peek().Turn.Task.IsCompleted || _used + _waiting.Peek().Bytes <= limit))
        {
            (long bytes, TaskCompletionSource<bool> turn) = _waiting.Dequeue();
            if (turn.TrySetResult(true))
            {
                _used += bytes;
            }
        }
    }

    private void Release(long bytes)
    {
        lock (_waiting)
        {
            _used -= bytes;
            ReleaseFitting();
        }
    }

    private sealed class Reservation(ByteBudget budget, long bytes) : IDisposable
    {
        public void Dispose() => budget.Release(bytes);
    }
}
