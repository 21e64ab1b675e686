using System.Globalization;

namespace MeshVideo.Contract;

/// <summary>Represents a range of the contract, including its ends.</summary>
internal readonly record struct ValueRange(double Minimum, double Maximum)
{
    /// <summary>Gets the value from which the steps are counted, if there is a <see cref="Step"/>.</summary>
    public int Offset { get; init; }

    /// <summary>Gets the difference between allowed values; 0 if every value of the range is allowed.</summary>
    public int Step { get; init; }

    public bool Contains(double value) => value >= Minimum && value <= Maximum && (Step == 0 || (value - Offset) % Step == 0);

    public override string ToString()
    {
        string range = string.Format(CultureInfo.InvariantCulture, "{0} to {1}", Minimum, Maximum);
        return Step == 0 ? range : string.Format(CultureInfo.InvariantCulture, "{0} + {1}n, {2}", Offset, Step, range);
    }
}
