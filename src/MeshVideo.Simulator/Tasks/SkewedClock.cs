using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The clock of the service, which may have an offset.</summary>
internal sealed class SkewedClock(TimeSpan skew) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + skew;
}
