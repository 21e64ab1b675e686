using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo;

/// <summary>Lets a bounded number of pieces of work go on at once.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never asked for, so there is nothing to dispose; late work may still leave through it.")]
internal sealed class ConcurrencyLimiter(int limit)
{
    private readonly SemaphoreSlim _slots = new(limit);

    /// <summary>How many pieces of work have a place.</summary>
    public int InUse => limit - _slots.CurrentCount;

    /// <summary>Waits for a place; disposing what is returned gives it back, once.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Slot(_slots);
    }

    private sealed class Slot(SemaphoreSlim places) : IDisposable
    {
        private int _isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                places.Release();
            }
        }
    }
}
