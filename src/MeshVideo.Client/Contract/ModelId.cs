using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace MeshVideo.Contract;

/// <summary>Parses the id of a model: a prefix of the provider, a name, and often a date.</summary>
internal static class ModelId
{
    private static readonly string[] Prefixes = ["byteplus/", "bytedance/"];

    private static readonly Regex Dated = new(@"^(.+)-(?:20)?([0-9]{6})\z", RegexOptions.CultureInvariant);

    /// <summary>Removes the prefix of the provider, if there is a known one.</summary>
    public static string RemovePrefix(string id) =>
        Prefixes.FirstOrDefault(prefix => id.StartsWith(prefix, StringComparison.Ordinal)) is { } known
            ? id.Substring(known.Length)
            : id;

    /// <summary>Splits a name such as <c>seedance-1-0-pro-250528</c> or <c>-20250528</c>.</summary>
    /// <returns>The name without the date, and the date as <c>yyMMdd</c>; null for a name without a date.</returns>
    public static (string Name, int Date)? SplitDate(string name) => Dated.Match(name) is { Success: true } match
        ? (match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
        : null;

    /// <summary>Converts a day to the form of the date in an id.</summary>
    public static int ToDate(DateTime day) => (day.Year % 100 * 10_000) + (day.Month * 100) + day.Day;
}
