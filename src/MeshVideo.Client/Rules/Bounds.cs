using System.Globalization;

namespace MeshVideo.Rules;

/// <summary>A range of the contract, its ends included.</summary>
internal readonly record struct Bounds(double Least, double Most)
{
    public bool Hold(double value) => value >= Least && value <= Most;

    public override string ToString() =>
        $"{Least.ToString(CultureInfo.InvariantCulture)} to {Most.ToString(CultureInfo.InvariantCulture)}";
}
