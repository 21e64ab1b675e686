using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MeshVideo.Completion;

/// <summary>Completes a parameter of the contract's fixed words; other values can be typed all the same.</summary>
public sealed class KnownValueCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, (string Value, string Tip)[]> KnownValues = new()
    {
        ["Resolution"] = [("480p", "smallest, cheapest"), ("720p", "the usual"), ("1080p", "not on every model"), ("4k", "on some models")],
        ["Ratio"] =
        [
            ("16:9", "wide"), ("4:3", "classic"), ("1:1", "square"), ("3:4", "upright"), ("9:16", "phone"), ("21:9", "cinema"), ("adaptive", "as the media is"),
        ],
        ["ServiceTier"] = [("default", "as soon as possible"), ("flex", "cheaper and later; on some models")],
        ["Status"] =
        [
            ("queued", "waits for its turn"), ("running", "is being made"), ("succeeded", "can be saved"),
            ("failed", "was refused or failed"), ("expired", "was not finished in time"), ("cancelled", "was called off"),
        ],
    };

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        KnownValues.TryGetValue(parameterName, out (string Value, string Tip)[]? words) ? CompletionItems.Matching(wordToComplete, words) : [];
}
