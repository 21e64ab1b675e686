using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MeshVideo.Completion;

/// <summary>Completes parameters that have known values. Other values are also valid.</summary>
public sealed class KnownValueCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, (string Value, string Tooltip)[]> KnownValues = new()
    {
        ["Resolution"] =
        [
            ("480p", "SD; the lowest price"), ("720p", "HD"), ("1080p", "Full HD; not supported by all models"),
            ("4k", "Ultra HD; supported by some models"),
        ],
        ["Ratio"] =
        [
            ("16:9", "widescreen"), ("4:3", "standard"), ("1:1", "square"), ("3:4", "portrait"), ("9:16", "vertical widescreen"),
            ("21:9", "ultrawide"), ("adaptive", "the ratio of the media"),
        ],
        ["ApiVersion"] = [(MeshVideoConnection.DefaultApiVersion, "the version that the module is written for")],
        ["ServiceTier"] = [("default", "as soon as possible"), ("flex", "cheaper and slower; supported by some models")],
        ["Status"] =
        [
            ("queued", "waiting to run"), ("running", "being generated"), ("succeeded", "ready to be saved"),
            ("failed", "failed or was refused"), ("expired", "did not finish in time"), ("cancelled", "was canceled"),
        ],
    };

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        KnownValues.TryGetValue(parameterName, out (string Value, string Tooltip)[]? values)
            ? CompletionResults.Create(wordToComplete, values)
            : [];
}
