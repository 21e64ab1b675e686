using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MeshVideo.Completion;

/// <summary>Completes the ids of the tasks seen in this session, the most recent first.</summary>
public sealed class TaskIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        CompletionResults.Create(
            wordToComplete,
            CompletionCache.Current.Tasks.Select(
                task => (task.Id, $"{task.StatusText ?? task.Status.ToString()} {task.Request}".Trim())));
}
