using System.Globalization;

namespace MeshVideo.Validation;

/// <summary>A range of the contract, its ends included.</summary>
internal readonly record struct ValueRange(double Least, double Most)
{
    public bool Contains(double value) => value >= Least && value <= Most;

    public override string ToString() =>
        $"{Least.ToString(CultureInfo.InvariantCulture)} to {Most.ToString(CultureInfo.InvariantCulture)}";
}
