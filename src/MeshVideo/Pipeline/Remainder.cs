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

    public static string AfterStop(IReadOnlyCollection<string> ids)
    {
        string named = Named(ids);
        return ids.Count <= MostNamed
            ? $"{GoOn(ids)}. Go on waiting with: Wait-MeshVideo -Id {named}"
            : $"{GoOn(ids)}: {named}, and {ids.Count - MostNamed} more. Find all with: Get-MeshVideo -Status queued, running";
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
            string since = exception.SentAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
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

    private static string GoOn(IReadOnlyCollection<string> ids) => ids.Count == 1
        ? "1 task goes on, and is charged if it succeeds"
        : $"{ids.Count} tasks go on, and are charged if they succeed";
}
