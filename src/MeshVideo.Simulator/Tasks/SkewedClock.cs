using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The service's clock, which may be wrong.</summary>
internal sealed class SkewedClock(TimeSpan skew) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + skew;
}
