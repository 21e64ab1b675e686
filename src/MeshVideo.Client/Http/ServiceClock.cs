using System;
using System.Threading;

namespace MeshVideo.Http;

/// <summary>
/// What is known of the service's clock, which may differ from this machine's by hours. The service stamps its tasks by its own clock, so
/// that a task whose answer was lost has to be looked for by that.
/// </summary>
internal sealed class ServiceClock
{
    /// <summary>What a time by the service's clock may be wrong by: the header has whole seconds, and answers take their time.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>How far back to look where nothing is known of the service's clock.</summary>
    public static readonly TimeSpan MarginIfUnknown = TimeSpan.FromDays(1);

    /// <summary>What no clock is wrong by: a header or a line that says so is broken.</summary>
    public static readonly TimeSpan MaximumOffset = TimeSpan.FromDays(36525);

    private const long Unknown = long.MinValue;

    private long _offset = Unknown;

    /// <summary>The service's time less ours; null where no answer has told it.</summary>
    public TimeSpan? Offset => Interlocked.Read(ref _offset) is var ticks and not Unknown ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>The time by the service's clock from which on a request's task can have been created, with a margin.</summary>
    /// <param name="sentAt">When it was sent, by our clock.</param>
    /// <param name="offset">The service's time less ours, if known.</param>
    public static DateTimeOffset EarliestCreation(DateTimeOffset sentAt, TimeSpan? offset) =>
        offset is { } known ? sentAt + known - Margin : sentAt - MarginIfUnknown;

    /// <summary>Takes the <c>Date</c> of an answer that was made just now.</summary>
    public void Observe(DateTimeOffset date)
    {
        // The header leaves out the part of a second.
        TimeSpan offset = date + TimeSpan.FromSeconds(0.5) - DateTimeOffset.UtcNow;
        if (offset.Duration() < MaximumOffset)
        {
            Interlocked.Exchange(ref _offset, offset.Ticks);
        }
    }
}
