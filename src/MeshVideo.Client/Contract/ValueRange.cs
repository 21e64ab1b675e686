using System.Globalization;

namespace MeshVideo.Contract;

/// <summary>A range of the contract, including its ends.</summary>
internal readonly record struct ValueRange(double Minimum, double Maximum)
{
    /// <summary>If the values have a <see cref="Step"/>, the value from which they are counted.</summary>
    public int Offset { get; init; }

    /// <summary>The distance of allowed values; 0 if every value is allowed.</summary>
    public int Step { get; init; }

    public bool Contains(double value) => value >= Minimum && value <= Maximum && (Step == 0 || (value - Offset) % Step == 0);

    public override string ToString()
    {
        string range = string.Format(CultureInfo.InvariantCulture, "{0} to {1}", Minimum, Maximum);
        return Step == 0 ? range : string.Format(CultureInfo.InvariantCulture, "{0} + {1}n, {2}", Offset, Step, range);
    }
}
