using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MeshVideo.Completion;

/// <summary>Creates completion results from values, as PowerShell's own completers do.</summary>
internal static class CompletionResults
{
    /// <summary>Creates results for the values that match a word.</summary>
    /// <param name="word">The word to complete, which may be in quotes.</param>
    /// <param name="values">The values and their tooltips.</param>
    /// <returns>The values that start with the word, then the others that contain it.</returns>
    public static IEnumerable<CompletionResult> Create(string? word, IEnumerable<(string Value, string Tooltip)> values)
    {
        string text = (word ?? string.Empty).Trim('\'', '"');
        return values
            .Where(item => item.Value.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0)
            .OrderByDescending(item => item.Value.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            .Select(item => new CompletionResult(
                Quote(item.Value),
                DisplayText.Sanitize(item.Value),
                CompletionResultType.ParameterValue,
                DisplayText.Sanitize(item.Tooltip.Length > 0 ? item.Tooltip : item.Value)));
    }

    private static string Quote(string value) => value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or ':')
        ? value
        : "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";
}
