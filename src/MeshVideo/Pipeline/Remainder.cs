using System.Collections.Generic;
using System.Linq;

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
            ? $"{Count(ids)} on, and charged when done. Wait on with: Wait-MeshVideo -Id {named}"
            : $"{Count(ids)} on, and charged when done: {named}, and {ids.Count - MostNamed} more. Find all with: Get-MeshVideo -Status queued, running";
    }

    /// <summary>Of calls that nobody can say yet whether they were true.</summary>
    public static string Unchecked(IReadOnlyCollection<string> ids) =>
        $"{(ids.Count == 1 ? "1 call" : $"{ids.Count} calls")} could not be checked with the service in time. Look with: Get-MeshVideo -Id {Named(ids)}{(ids.Count > MostNamed ? ", and so on" : string.Empty)}";

    private static string Named(IEnumerable<string> ids) => string.Join(", ", ids.Take(MostNamed).Select(id => $"'{id.Replace("'", "''")}'"));

    private static string Count(IReadOnlyCollection<string> ids) => ids.Count == 1 ? "1 task goes" : $"{ids.Count} tasks go";
}
