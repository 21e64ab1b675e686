using System;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo;

/// <summary>Limits the creates of a batch that are sent at the same time, and their cost, and counts them.</summary>
public sealed class CreateThrottle
{
    private readonly ConcurrencyLimiter _limiter;
    private int _waiting;

    /// <summary>Initializes the limits.</summary>
    /// <param name="maximumConcurrency">The maximum number of creates that are sent at the same time.</param>
    public CreateThrottle(int maximumConcurrency = 1)
    {
        _limiter = new ConcurrencyLimiter(maximumConcurrency);
        MaximumConcurrency = maximumConcurrency;
    }

    /// <summary>
    /// Gets how long a create is retried while the service rejects it with 429; null by default. Then a create that the service
    /// rejects because too many tasks are running is retried while tasks of this process are running and for 10 minutes after
    /// that, and any other create for 10 minutes.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Gets or sets the limit of what the tasks may cost; null by default.</summary>
    public SpendingLimit? SpendingLimit { get; set; }

    /// <summary>
    /// Gets or sets how long a create that is canceled waits for the response if its request was already sent; zero by default.
    /// It can be set until then.
    /// </summary>
    public TimeSpan ShutdownGrace { get; set; }

    /// <summary>Gets the number of creates that are being sent.</summary>
    public int Active => _limiter.InUse;

    /// <summary>Gets the number of creates that wait until the service can run another task.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Gets the maximum number of creates that are sent at the same time.</summary>
    internal int MaximumConcurrency { get; }

    internal Task<IDisposable> EnterAsync(CancellationToken cancellationToken) => _limiter.EnterAsync(cancellationToken);

    /// <summary>Counts a create that waits, until the result is disposed.</summary>
    internal IDisposable CountWaiting()
    {
        Interlocked.Increment(ref _waiting);
        return new WaitingCount(this);
    }

    private sealed class WaitingCount(CreateThrottle throttle) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref throttle._waiting);
    }
}
