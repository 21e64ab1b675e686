using System;
using System.Threading;

namespace MeshVideo.Http;

/// <summary>
/// Estimates the offset of the service's clock, which can differ from the clock of this machine by hours. The service records the
/// creation time of tasks by its own clock, so the search for the task of a lost response depends on it.
/// </summary>
internal sealed class ServiceClock
{
    /// <summary>The maximum error of the estimate: the header has whole seconds, and responses take time.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>The margin if the service's clock is not known.</summary>
    public static readonly TimeSpan MarginIfUnknown = TimeSpan.FromDays(1);

    /// <summary>The maximum plausible offset. A header or a journal line with a larger one is not valid.</summary>
    public static readonly TimeSpan MaximumOffset = TimeSpan.FromDays(36525);

    private const long Unknown = long.MinValue;

    private long _offset = Unknown;

    /// <summary>Gets the service's time minus the time of this machine; null if no response had a date.</summary>
    public TimeSpan? Offset => Interlocked.Read(ref _offset) is var ticks and not Unknown ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>
    /// Gets the earliest time when the task of a request can have been created, by the service's clock, including a margin.
    /// </summary>
    /// <param name="sentAt">The time when the request was sent, by the clock of this machine.</param>
    /// <param name="offset">The service's time minus the time of this machine; null if it is not known.</param>
    public static DateTimeOffset EarliestCreation(DateTimeOffset sentAt, TimeSpan? offset) =>
        offset is { } known ? sentAt + known - Margin : sentAt - MarginIfUnknown;

    /// <summary>Updates the estimate from the <c>Date</c> of a response that was just received.</summary>
    public void Observe(DateTimeOffset date)
    {
        // The header is truncated to seconds: half a second is the average error.
        TimeSpan offset = date + TimeSpan.FromSeconds(0.5) - DateTimeOffset.UtcNow;
        if (offset.Duration() < MaximumOffset)
        {
            Interlocked.Exchange(ref _offset, offset.Ticks);
        }
    }
}
