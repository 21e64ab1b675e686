using System;
using System.Globalization;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Takes what a table's cell holds: nothing where it is empty (PowerShell would make it 0), true or false where it says so, and as a whole
/// number only what is one (PowerShell would read 12 from 1,2 and from 12s, and round 4.5 to 4).
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CellAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter is a switch.</summary>
    public bool IsSwitch { get; set; }

    /// <summary>Whether the parameter is a whole number.</summary>
    public bool IsWholeNumber { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null && IsSwitch)
        {
            return new SwitchParameter(false);
        }

        if (IsWholeNumber && value is double or float or decimal && Convert.ToDouble(value, CultureInfo.InvariantCulture) % 1 != 0)
        {
            throw NotWhole(value);
        }

        if (value is not string text)
        {
            return inputData;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            // For a switch this says "off"; that it was not given is told by the row.
            return IsSwitch ? new SwitchParameter(false) : null;
        }

        if (IsWholeNumber)
        {
            return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : throw NotWhole(text);
        }

        if (!IsSwitch)
        {
            return text;
        }

        return text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" => new SwitchParameter(true),
            "FALSE" or "0" or "NO" => new SwitchParameter(false),
            _ => throw new ArgumentTransformationMetadataException($"'{text}' is neither true nor false."),
        };
    }

    private static ArgumentTransformationMetadataException NotWhole(object value) =>
        new(string.Format(CultureInfo.InvariantCulture, "'{0}' is not a whole number.", value));
}
