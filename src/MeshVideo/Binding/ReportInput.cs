using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Converts objects from the pipeline to entries of a report.</summary>
internal static class ReportInput
{
    /// <summary>Gets the objects of an argument, which may be an array.</summary>
    public static IEnumerable<PSObject> GetItems(PSObject input) =>
        input.BaseObject is IList and not IDictionary and IEnumerable items
            ? items.OfType<object>().Select(PSObject.AsPSObject)
            : [input];

    /// <param name="input">A task, or a file that Save-MeshVideo emitted.</param>
    /// <returns>The entry; null if it is another object.</returns>
    public static ReportEntry? Read(PSObject input)
    {
        if (input.BaseObject as VideoTask is { } task)
        {
            return Create(task);
        }

        if (SavedFile.FindTask(input) is { } saved)
        {
            string? path = input.Properties["FullName"]?.Value as string;
            bool isFrame = $"{input.Properties[SavedFile.ContentProperty]?.Value}" == nameof(VideoFileContent.LastFrame);
            return Create(saved) with { VideoPath = isFrame ? null : path, LastFramePath = isFrame ? path : null };
        }

        return DeserializedTask.Restore(input) is { } restored ? Create(restored) : null;
    }

    private static ReportEntry Create(VideoTask task)
    {
        IReadOnlyList<KeyValuePair<string, string>> columns = ReportColumns.Read(task.Source);
        return new ReportEntry { Task = task, Columns = columns, RequestColumns = ReportColumns.GetRequestColumns(columns) };
    }
}
