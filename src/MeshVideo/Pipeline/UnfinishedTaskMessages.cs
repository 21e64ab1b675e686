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

    /// <summary>Creates the message about creates whose results were not emitted.</summary>
    /// <returns>The message; null if no task was created.</returns>
    public static string? ForStoppedCreates(IReadOnlyList<Task<VideoTask>> creates, bool hasJournal)
    {
        List<string> ids =
            [.. creates.Where(create => create.Status == TaskStatus.RanToCompletion).Select(create => create.Result.Id)];
        List<CreateInterruptedException> interrupted =
            [.. creates.Select(GetError).OfType<CreateInterruptedException>().OrderBy(error => error.CreatedAfter)];
        int unknown = interrupted.Count + creates.Count(create => !create.IsCompleted);
        IEnumerable<string?> messages =
        [
            ids.Count > 0 ? ForStoppedWait(ids) : null,
            unknown > 0 ? ForInterrupted(unknown, hasJournal, interrupted.FirstOrDefault()?.CreatedAfter) : null,
            .. creates.Select(GetError).OfType<MeshVideoException>()
                .Where(error => error.Kind == MeshVideoErrorKind.CreateOutcomeUnknown)
                .Select(ErrorRecords.FormatMessage),
        ];
        string text = string.Join(" ", messages.Where(message => message is not null));
        return text.Length == 0 ? null : text;
    }

    private static Exception? GetError(Task<VideoTask> create)
    {
        try
        {
            if (create.IsCompleted)
            {
                create.GetAwaiter().GetResult();
            }

            return null;
        }
        catch (Exception exception) when (exception is OperationCanceledException or MeshVideoException)
        {
            return exception;
        }
    }

    private static string ForInterrupted(int count, bool hasJournal, DateTimeOffset? createdAfter)
    {
        string state = count == 1
            ? "A request was in progress. It may have created a task, which is charged if it succeeds."
            : $"{count} requests were in progress. Each may have created a task, which is charged if it succeeds.";
        return $"{state} " + (hasJournal || createdAfter is null
            ? "To find out, run the batch again with the same journal."
            : $"Look for {(count == 1 ? "it" : "them")} with: {RecommendedAction.SearchCommand(createdAfter.Value)}");
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
