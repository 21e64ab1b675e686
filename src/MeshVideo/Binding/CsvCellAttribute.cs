using System;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace MeshVideo.Binding;

/// <summary>
/// Converts a cell of a row, or an argument, to a single text, whole number or switch, or throws. PowerShell's own conversion would read
/// 12 from 1,2 and from 12s, round 4.5 to 4, send an object as its type's name, and drop a value of the pipeline that it cannot convert:
/// the video would be made, and charged, without it.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CsvCellAttribute : ArgumentTransformationAttribute
{
    // Data frames write whole numbers as 5.0. With three zeros it may be a thousand.
    private static readonly Regex WholeNumber = new(@"^\s*([+-]?[0-9]+)(\.0{1,2})?\s*$", RegexOptions.CultureInvariant);

    /// <summary>Whether the parameter is a switch.</summary>
    public bool IsSwitch { get; set; }

    /// <summary>Whether the parameter is a whole number of 32 bits.</summary>
    public bool IsInt32 { get; set; }

    /// <summary>Whether the parameter is a whole number of 64 bits.</summary>
    public bool IsInt64 { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = InputValue.Single(inputData);
        if (IsSwitch)
        {
            // Off and not given differ, but a switch cannot tell: the row does.
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
        // What a spreadsheet takes for a date or a time was something else, such as the ratio 16:9.
        DateTime or DateTimeOffset or TimeSpan => throw new ArgumentTransformationMetadataException(
            $"{InputValue.Describe(value)} is a date or a time, not text. Format the column as text."),
        bool => throw new ArgumentTransformationMetadataException($"{InputValue.Describe(value)} is true or false, not text."),
        Enum or char or Guid => value.ToString()!,
        IConvertible number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentTransformationMetadataException($"{InputValue.Describe(value)} is not text."),
    };

    private static long ToInteger(object value, long minimum, long maximum)
    {
        decimal number = value switch
        {
            string or char => FromText(value.ToString()!),
            sbyte or byte or short or ushort or int or uint or long or ulong or decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
            float or double => FromDouble(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            System.Numerics.BigInteger big => FromText(big.ToString(CultureInfo.InvariantCulture)),
            _ => throw CreateNotWholeException(value),
        };
        return number % 1 != 0 ? throw CreateNotWholeException(value)
            : number < minimum || number > maximum ? throw new ArgumentTransformationMetadataException($"{InputValue.Describe(value)} is out of range.")
            : (long)number;
    }

    private static decimal FromText(string text)
    {
        Match match = WholeNumber.Match(text);
        return !match.Success ? throw CreateNotWholeException(text)
            : decimal.TryParse(match.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number) ? number
            : throw new ArgumentTransformationMetadataException($"'{text}' is out of range.");
    }

    private static decimal FromDouble(double number) =>
        Math.Abs(number) < 1e18 ? (decimal)number : throw new ArgumentTransformationMetadataException($"{InputValue.Describe(number)} is not a whole number, or is out of range.");

    private static bool ToBoolean(object value)
    {
        string? text = value switch
        {
            bool flag => flag ? "TRUE" : "FALSE",
            SwitchParameter flag => flag.IsPresent ? "TRUE" : "FALSE",
            string or IConvertible and not (DateTime or Enum) => Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim().ToUpperInvariant(),
            _ => null,
        };
        return text switch
        {
            "TRUE" or "1" or "1.0" or "YES" => true,
            "FALSE" or "0" or "0.0" or "NO" => false,
            _ => throw new ArgumentTransformationMetadataException($"{InputValue.Describe(value)} is neither true nor false."),
        };
    }

    private static ArgumentTransformationMetadataException CreateNotWholeException(object value) => new($"{InputValue.Describe(value)} is not a whole number.");
}
