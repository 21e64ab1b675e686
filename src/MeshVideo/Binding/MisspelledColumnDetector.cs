using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Detects columns whose name is almost a parameter's name, each once. They are ignored like any other column, so the video is
/// created, and charged, without their values.
/// </summary>
internal sealed class MisspelledColumnDetector
{
    // Shorter names differ by one edit from too many other words.
    private const int MinimumLength = 6;

    private readonly HashSet<string> _checked = new(StringComparer.OrdinalIgnoreCase);
    private readonly string[] _parameterNames;

    /// <param name="command">The command that the rows are piped to.</param>
    public MisspelledColumnDetector(CommandInfo command) => _parameterNames =
    [
        .. command.Parameters.Values
            .Where(
                parameter =>
                    parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.ValueFromPipelineByPropertyName))
            .SelectMany(parameter => parameter.Aliases.Prepend(parameter.Name)),
    ];

    /// <summary>Checks the columns that no earlier row had.</summary>
    /// <returns>Each misspelled column, with the parameter that was probably meant.</returns>
    public IEnumerable<(string Column, string Parameter)> Find(PSObject row)
    {
        HashSet<string> columns = new(RowColumns.GetNames(row), StringComparer.OrdinalIgnoreCase);
        foreach (string column in columns.Where(_checked.Add).Except(_parameterNames, StringComparer.OrdinalIgnoreCase))
        {
            string letters = new([.. column.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
            if (_parameterNames.FirstOrDefault(
                name => !columns.Contains(name) && IsMisspelling(letters, name.ToUpperInvariant())) is { } parameter)
            {
                yield return (column, parameter);
            }
        }
    }

    private static bool IsMisspelling(string letters, string name) =>
        letters == name || (name.Length >= MinimumLength && IsOneEditAway(letters, name));

    // One character inserted, deleted or replaced, or two adjacent characters exchanged.
    private static bool IsOneEditAway(string first, string second)
    {
        int length = Math.Min(first.Length, second.Length);
        int prefix = Enumerable.Range(0, length).TakeWhile(index => first[index] == second[index]).Count();
        int suffix = Enumerable.Range(1, length - prefix)
            .TakeWhile(index => first[first.Length - index] == second[second.Length - index])
            .Count();
        string firstMiddle = first.Substring(prefix, first.Length - prefix - suffix);
        string secondMiddle = second.Substring(prefix, second.Length - prefix - suffix);
        return (firstMiddle.Length <= 1 && secondMiddle.Length <= 1)
            || (firstMiddle.Length == 2 && secondMiddle.Length == 2 && firstMiddle[0] == secondMiddle[1]
                && firstMiddle[1] == secondMiddle[0]);
    }
}
