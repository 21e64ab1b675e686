using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace MeshVideo.Client.Tests.Media;

/// <summary>The comparison as the table of docs/media.md.</summary>
internal static class ComparisonTable
{
    public static string Of(IReadOnlyList<ComparedFile> files)
    {
        StringBuilder text = new("| container | files | measured | not measured, sent with a warning | rejected ");
        text.Append("| rejected although within the limits by ffprobe | measured differently from ffprobe |\n");
        text.Append("| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (IGrouping<string, ComparedFile> group in files.GroupBy(file => GeneratedClips.ContainerOf(file.Folder)))
        {
            text.Append(Row(group.Key, [.. group]));
        }

        return text.Append(Row("all", files)).ToString();
    }

    private static string Row(string name, IReadOnlyList<ComparedFile> files) => string.Join(
        " | ",
        $"| {name}",
        files.Count,
        files.Count(file => file.IsMeasured),
        files.Count(file => !file.IsMeasured && !file.IsRefused),
        files.Count(file => file.IsRefused),
        files.Count(file => file.IsRefused && file.IsFineByFfprobe),
        files.Count(file => file.Differences.Any())) + " |\n";
}
