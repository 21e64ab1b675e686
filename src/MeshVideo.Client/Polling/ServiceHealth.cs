using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace MeshVideo.Polling;

/// <summary>
/// A circuit breaker: after a number of faults in a row the service counts as down, and is only probed until it responds. Also
/// decides how long a request may take.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Polls under way may use the source; it has no timer until it is replaced.")]
internal sealed class ServiceHealth(int throttleLimit, PollIntervalPolicy intervals)
{
    private const double MaximumTimeoutSeconds = 30;
    private const double MinimumTimeoutSeconds = 2;
    private const double InitialTimeoutSeconds = 10;

    private readonly int _faultsUntilDown = Math.Max(5, 2 * throttleLimit);
    private double _slowestResponseSeconds;
    private int _faults;
    private CancellationTokenSource _outage = new();

    /// <summary>Whether no request is answered.</summary>
    public bool IsDown => _faults >= _faultsUntilDown;

    /// <summary>Whether any request of this wait was answered.</summary>
    public bool HasResponded { get; private set; }

    /// <summary>When the next probe may begin, while the service is down.</summary>
    public TimeSpan ProbeAt { get; private set; }

    /// <summary>Cancels the requests that began during an outage when it ends: some of them may be lost.</summary>
    public CancellationToken OutageToken => IsDown ? _outage.Token : CancellationToken.None;

    /// <summary>
    /// How long a request may take: four times as long as the slowest recent response, twice that after each fault of its task,
    /// and in an outage after every fourth probe, in case the service has become slow. A lost request counts as under way no
    /// longer than that.
    /// </summary>
    public TimeSpan RequestTimeout(int taskFaults)
    {
        double seconds = HasResponded ? Math.Max(MinimumTimeoutSeconds, 4 * _slowestResponseSeconds) : InitialTimeoutSeconds;
        int doublings = IsDown ? (_faults - _faultsUntilDown) / 4 : taskFaults;
        return TimeSpan.FromSeconds(Math.Min(MaximumTimeoutSeconds, seconds * Math.Pow(2, Math.Min(doublings, 5))));
    }

    /// <summary>A poll begins. While the service is down, the next probe does not wait for the end of this one.</summary>
    public void OnPollStarted(TimeSpan now)
    {
        if (IsDown)
        {
            DelayProbe(now, _faults - _faultsUntilDown + 1);
        }
    }

    /// <summary>The service responded.</summary>
    /// <returns>Whether that ends an outage.</returns>
    public bool OnResponse(TimeSpan taken)
    {
        bool wasDown = IsDown;
        _faults = 0;
        _slowestResponseSeconds = Math.Max(taken.TotalSeconds, _slowestResponseSeconds * 0.99);
        HasResponded = true;
        ProbeAt = TimeSpan.Zero;
        if (wasDown)
        {
            // Not on this thread: what is cancelled takes the scheduler's lock, which the caller holds.
            _outage.CancelAfter(TimeSpan.Zero);
            _outage = new CancellationTokenSource();
        }

        return wasDown;
    }

    /// <summary>The service did not respond.</summary>
    /// <returns>Whether an outage begins with that.</returns>
    public bool OnFault(TimeSpan now)
    {
        _faults++;
        bool goesDown = _faults == _faultsUntilDown;
        if (goesDown)
        {
            DelayProbe(now, 1);
        }

        return goesDown;
    }

    private void DelayProbe(TimeSpan now, int faults) =>
        ProbeAt = TimeSpanMath.Max(ProbeAt, now.AddSaturated(intervals.AfterFault(faults)));
}
