using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace MeshVideo.Pipeline;

/// <summary>Names the tasks that go on although nobody waits for them any more.</summary>
internal static class Remainder
{
    /// <summary>More would push from the screen what the user did.</summary>
    private const int MostNamed = 50;

    /// <param name="ids">The tasks that are waited for no longer.</param>
    /// <param name="unread">How many of them were never read, so that nothing is known of them.</param>
    public static string AfterStop(IReadOnlyCollection<string> ids, int unread = 0)
    {
        string named = Named(ids);
        string state = GoOn(ids.Count, unread);
        return ids.Count <= MostNamed
            ? $"{state}. Continue waiting with: Wait-MeshVideo -Id {named}"
            : $"{state}: {named}, and {ids.Count - MostNamed} more. Find all with: Get-MeshVideo -Status queued, running";
    }

    /// <summary>Of a create that was stopped: the task that nobody has heard of, or that there may be one.</summary>
    /// <returns>Null where there is none for sure.</returns>
    public static string? OfCreate(Task<VideoTask> ended, bool hasJournal)
    {
        try
        {
            return AfterStop([ended.GetAwaiter().GetResult().Id]);
        }
        catch (CreateInterruptedException exception)
        {
            string since = exception.CreatedAfter.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            return "A request was under way, and a task may have been created, which is charged if it succeeds. "
                + (hasJournal ? "Run the batch again with the same journal: it finds out." : $"Look with: Get-MeshVideo -CreatedAfter {since}");
        }
        catch (Exception exception) when (exception is OperationCanceledException or MeshVideoException)
        {
            return exception is MeshVideoException { Kind: MeshVideoErrorKind.CreateOutcomeUnknown } ? exception.Message : null;
        }
    }

    /// <summary>Of calls that nobody can say yet whether they were true.</summary>
    public static string Unchecked(IReadOnlyCollection<string> ids) =>
        $"{(ids.Count == 1 ? "1 call" : $"{ids.Count} calls")} could not be checked with the service in time. Look with: Get-MeshVideo -Id {Named(ids)}{(ids.Count > MostNamed ? ", and so on" : string.Empty)}";

    private static string Named(IEnumerable<string> ids) => string.Join(", ", ids.Take(MostNamed).Select(id => $"'{id.Replace("'", "''")}'"));

    private static string GoOn(int count, int unread) => (count, unread) switch
    {
        (1, 0) => "1 task continues, and is charged if it succeeds",
        (_, 0) => $"{count} tasks continue, and are charged if they succeed",
        (1, 1) => "The state of 1 task is unknown, since it could not be read. If it has not ended, it continues, and is charged if it succeeds",
        _ => $"{count} tasks may continue, and are charged if they succeed; the state of {unread} is unknown, since they could not be read",
    };
}
