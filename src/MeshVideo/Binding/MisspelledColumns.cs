using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Finds columns of rows that are a parameter's name but for a slip, each once. Like any other column they are left alone, so that the
/// video would be made, and charged, without what they say.
/// </summary>
internal sealed class MisspelledColumns
{
    // Shorter names are one slip away from too many words.
    private const int MinimumLength = 6;

    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly string[] _names;

    /// <param name="command">The command whose parameters the columns may be.</param>
    public MisspelledColumns(CommandInfo command) => _names =
    [
        .. command.Parameters.Values
            .Where(parameter => parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.ValueFromPipelineByPropertyName))
            .SelectMany(parameter => parameter.Aliases.Prepend(parameter.Name)),
    ];

    /// <summary>Looks at the columns of a row that no row before had.</summary>
    /// <returns>The column, and the parameter that was probably meant.</returns>
    public IEnumerable<(string Column, string Parameter)> Find(PSObject row)
    {
        HashSet<string> columns = new(RowColumns.Names(row), StringComparer.OrdinalIgnoreCase);
        foreach (string column in columns.Where(_seen.Add).Except(_names, StringComparer.OrdinalIgnoreCase))
        {
            string letters = new([.. column.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
            if (_names.FirstOrDefault(name => !columns.Contains(name) && IsMisspelling(letters, name.ToUpperInvariant())) is { } meant)
            {
                yield return (column, meant);
            }
        }
    }

    private static bool IsMisspelling(string letters, string name) =>
        letters == name || (name.Length >= MinimumLength && IsOneEditAway(letters, name));

    // One letter more, less or other, or two exchanged.
    private static bool IsOneEditAway(string one, string other)
    {
        int shorter = Math.Min(one.Length, other.Length);
        int start = Enumerable.Range(0, shorter).TakeWhile(index => one[index] == other[index]).Count();
        int end = Enumerable.Range(1, shorter - start).TakeWhile(index => one[one.Length - index] == other[other.Length - index]).Count();
        string differs = one.Substring(start, one.Length - start - end);
        string instead = other.Substring(start, other.Length - start - end);
        return (differs.Length <= 1 && instead.Length <= 1)
            || (differs.Length == 2 && instead.Length == 2 && differs[0] == instead[1] && differs[1] == instead[0]);
    }
}
