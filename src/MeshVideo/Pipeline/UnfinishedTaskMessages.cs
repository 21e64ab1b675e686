using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Errors;

namespace MeshVideo.Pipeline;

/// <summary>Creates messages about tasks that continue on the service after a command has ended.</summary>
internal static class UnfinishedTaskMessages
{
    // More ids would scroll the command out of view.
    private const int MaximumIds = 50;

    /// <summary>Creates the message about a wait that ended before its tasks.</summary>
    /// <param name="ids">The ids of the tasks that have not ended.</param>
    /// <param name="unread">The number of them that were never read, so that their state is unknown.</param>
    public static string ForStoppedWait(IReadOnlyCollection<string> ids, int unread = 0)
    {
        string list = FormatIds(ids);
        string state = FormatState(ids.Count, unread);
        return ids.Count <= MaximumIds
            ? $"{state}. Continue waiting with: Wait-MeshVideo -Id {list}"
            : $"{state}: {list}, and {ids.Count - MaximumIds} more. Find all with: Get-MeshVideo -Status queued, running";
    }

    /// <summary>Creates the message about a stopped create, which may have created a task.</summary>
    /// <returns>The message; null if no task was created.</returns>
    public static string? ForStoppedCreate(Task<VideoTask> create, bool hasJournal)
    {
        try
        {
            return ForStoppedWait([create.GetAwaiter().GetResult().Id]);
        }
        catch (CreateInterruptedException exception)
        {
            return "A request was in progress. It may have created a task, which is charged if it succeeds. " + (hasJournal
                ? "To find out, run the batch again with the same journal."
                : $"Look for it with: {RecommendedAction.SearchCommand(exception.CreatedAfter)}");
        }
        catch (Exception exception) when (exception is OperationCanceledException or MeshVideoException)
        {
            return exception is MeshVideoException { Kind: MeshVideoErrorKind.CreateOutcomeUnknown } error
                ? ErrorRecords.FormatMessage(error)
                : null;
        }
    }

    /// <summary>Creates the message about callbacks that could not be verified with the service.</summary>
    /// <param name="ids">The ids in the callbacks.</param>
    public static string ForUnverifiedCallbacks(IReadOnlyCollection<string> ids)
    {
        string more = ids.Count > MaximumIds ? $", and {ids.Count - MaximumIds} more" : string.Empty;
        return $"{(ids.Count == 1 ? "1 callback" : $"{ids.Count} callbacks")} could not be verified with the service in time. "
            + $"Read the tasks with: Get-MeshVideo -Id {FormatIds(ids)}{more}";
    }

    private static string FormatIds(IEnumerable<string> ids) =>
        string.Join(", ", ids.Take(MaximumIds).Select(id => $"'{id.Replace("'", "''")}'"));

    private static string FormatState(int count, int unread) => (count, unread) switch
    {
        (1, 0) => "1 task continues, and is charged if it succeeds",
        (_, 0) => $"{count} tasks continue, and are charged if they succeed",
        (1, 1) => "The state of 1 task is unknown, because it could not be read. If it has not ended, it continues, and is charged "
            + "if it succeeds",
        _ => $"{count} tasks may continue, and are charged if they succeed; the state of {unread} is unknown, because they could "
            + "not be read",
    };
}
