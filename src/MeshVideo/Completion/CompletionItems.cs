using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MeshVideo.Completion;

/// <summary>Makes completion results of values, as PowerShell's own completers do.</summary>
internal static class CompletionItems
{
    /// <param name="word">What was typed so far, perhaps in quotes.</param>
    /// <param name="values">The values with their explanations.</param>
    /// <returns>Those that begin with what was typed, then those that contain it.</returns>
    public static IEnumerable<CompletionResult> Matching(string? word, IEnumerable<(string Value, string Tip)> values)
    {
        string typed = (word ?? string.Empty).Trim('\'', '"');
        return values
            .Where(item => item.Value.IndexOf(typed, StringComparison.OrdinalIgnoreCase) >= 0)
            .OrderByDescending(item => item.Value.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(item => new CompletionResult(
                Quote(item.Value),
                DisplayText.Sanitize(item.Value),
                CompletionResultType.ParameterValue,
                DisplayText.Sanitize(item.Tip.Length > 0 ? item.Tip : item.Value)));
    }

    private static string Quote(string value) => value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or ':')
        ? value
        : "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";
}
