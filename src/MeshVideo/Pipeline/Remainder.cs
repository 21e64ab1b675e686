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
        string named = string.Join(", ", ids.Take(MostNamed).Select(id => $"'{id.Replace("'", "''")}'"));
        return ids.Count <= MostNamed
            ? $"{Count(ids)} on, and charged when done. Wait on with: Wait-MeshVideo -Id {named}"
            : $"{Count(ids)} on, and charged when done: {named}, and {ids.Count - MostNamed} more. Find all with: Get-MeshVideo -Status queued, running";
    }

    private static string Count(IReadOnlyCollection<string> ids) => ids.Count == 1 ? "1 task goes" : $"{ids.Count} tasks go";
}
