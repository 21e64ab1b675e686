using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo;

/// <summary>Limits the number of operations that run at the same time.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore never allocates a wait handle, so there is nothing to dispose, and late operations can still release it.")]
internal sealed class ConcurrencyLimiter(int limit)
{
    private readonly SemaphoreSlim _slots = new(limit);

    /// <summary>Gets the number of operations that hold a slot.</summary>
    public int InUse => limit - _slots.CurrentCount;

    /// <summary>Waits for a slot.</summary>
    /// <returns>The slot. Disposing it releases it; disposing it again has no effect.</returns>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Slot(_slots);
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        private int _isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                slots.Release();
            }
        }
    }
}
