using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo;

/// <summary>Lets a bounded number of pieces of work go on at once.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never asked for, so there is nothing to dispose; late work may still leave through it.")]
internal sealed class Throttle(int limit)
{
    private readonly SemaphoreSlim _places = new(limit);

    /// <summary>How many pieces of work have a place.</summary>
    public int InUse => limit - _places.CurrentCount;

    /// <summary>Waits for a place; disposing what is returned gives it back, once.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Place(_places);
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private int _isGivenBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGivenBack, 1) == 0)
            {
                places.Release();
            }
        }
    }
}
