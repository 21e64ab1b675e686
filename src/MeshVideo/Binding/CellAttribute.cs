using System;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Takes what a table's cell holds: nothing where it is empty (PowerShell would make it 0), true or false where it says so.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CellAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter is a switch.</summary>
    public bool IsSwitch { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null && IsSwitch)
        {
            return new SwitchParameter(false);
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
}
