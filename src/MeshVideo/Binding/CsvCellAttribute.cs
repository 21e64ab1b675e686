using System;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace MeshVideo.Binding;

/// <summary>
/// Converts a cell of a row, or an argument, to a string, an integer or a switch, or throws. PowerShell's own conversion would
/// convert 1,2 and 12s to 12, round 4.5 to 4, convert an object to the name of its type, and ignore a pipeline value that it
/// cannot convert. The video would be created, and charged, without the value.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CsvCellAttribute : ArgumentTransformationAttribute
{
    // Data frame libraries write integers as 5.0. Three zeros are rejected, because 5.000 may mean five thousand.
    private static readonly Regex IntegerPattern = new(@"^\s*([+-]?[0-9]+)(\.0{1,2})?\s*$", RegexOptions.CultureInvariant);

    /// <summary>Indicates that the parameter is a switch.</summary>
    public bool IsSwitch { get; set; }

    /// <summary>Indicates that the parameter is a 32-bit integer.</summary>
    public bool IsInt32 { get; set; }

    /// <summary>Indicates that the parameter is a 64-bit integer.</summary>
    public bool IsInt64 { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = ValueUnwrapper.ToScalar(inputData);
        if (IsSwitch)
        {
            // A switch that is off cannot be distinguished from one that is not specified; RowBinder does that.
            return new SwitchParameter(value is not null && ToBoolean(value));
        }

        return value is null ? null
            : IsInt32 ? ToInteger(value, int.MinValue, int.MaxValue) is var number ? (int)number : null
            : IsInt64 ? ToInteger(value, long.MinValue, long.MaxValue)
            : ToText(value);
    }

    private static string ToText(object value) => value switch
    {
        string text => text,
        Uri link => link.OriginalString,
        // Spreadsheets convert text such as the ratio 16:9 to a time.
        DateTime or DateTimeOffset or TimeSpan => throw new ArgumentTransformationMetadataException(
            $"{ValueUnwrapper.Describe(value)} is a date or time, not text. Format the column as text."),
        bool => throw new ArgumentTransformationMetadataException($"{ValueUnwrapper.Describe(value)} is a Boolean value, not text."),
        Enum or char or Guid => value.ToString()!,
        IConvertible number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentTransformationMetadataException($"{ValueUnwrapper.Describe(value)} is not text."),
    };

    private static long ToInteger(object value, long minimum, long maximum)
    {
        decimal number = value switch
        {
            string or char => ParseInteger(value.ToString()!),
            sbyte or byte or short or ushort or int or uint or long or ulong or decimal =>
                Convert.ToDecimal(value, CultureInfo.InvariantCulture),
            float or double => ToDecimal(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            System.Numerics.BigInteger big => ParseInteger(big.ToString(CultureInfo.InvariantCulture)),
            _ => throw CreateNotIntegerException(value),
        };
        return number % 1 != 0 ? throw CreateNotIntegerException(value)
            : number < minimum || number > maximum
                ? throw new ArgumentTransformationMetadataException($"{ValueUnwrapper.Describe(value)} is out of range.")
            : (long)number;
    }

    private static decimal ParseInteger(string text)
    {
        Match match = IntegerPattern.Match(text);
        return !match.Success ? throw CreateNotIntegerException(text)
            : decimal.TryParse(
                match.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number) ? number
            : throw new ArgumentTransformationMetadataException($"'{text}' is out of range.");
    }

    private static decimal ToDecimal(double number) =>
        Math.Abs(number) < 1e18
            ? (decimal)number
            : throw new ArgumentTransformationMetadataException(
                $"{ValueUnwrapper.Describe(number)} is not an integer, or is out of range.");

    private static bool ToBoolean(object value)
    {
        string? text = value switch
        {
            bool flag => flag ? "TRUE" : "FALSE",
            SwitchParameter flag => flag.IsPresent ? "TRUE" : "FALSE",
            string or IConvertible and not (DateTime or Enum) =>
                Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim().ToUpperInvariant(),
            _ => null,
        };
        return text switch
        {
            "TRUE" or "1" or "1.0" or "YES" => true,
            "FALSE" or "0" or "0.0" or "NO" => false,
            _ =>
                throw new ArgumentTransformationMetadataException(
                    $"{ValueUnwrapper.Describe(value)} cannot be converted to a Boolean value. Use true or false."),
        };
    }

    private static ArgumentTransformationMetadataException CreateNotIntegerException(object value) =>
        new($"{ValueUnwrapper.Describe(value)} is not an integer.");
}
