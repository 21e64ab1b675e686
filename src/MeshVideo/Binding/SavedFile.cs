using System.IO;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Recognizes files that Save-MeshVideo has emitted, by the task that they carry.</summary>
internal static class SavedFile
{
    /// <summary>The name of the property that contains the task.</summary>
    public const string TaskProperty = "Task";

    /// <summary>The name of the property that states what the file contains.</summary>
    public const string ContentProperty = "Content";

    private const string DeserializedTypeName = "Deserialized.System.IO.FileInfo";

    /// <param name="input">An object from the pipeline.</param>
    /// <returns>The task that generated the file; null if the object is not a saved file.</returns>
    public static VideoTask? FindTask(object? input)
    {
        if (input is not PSObject file || (file.BaseObject is not FileInfo && !file.TypeNames.Contains(DeserializedTypeName)))
        {
            return null;
        }

        object? task = file.Properties[TaskProperty]?.Value;
        return (task is PSObject wrapper ? wrapper.BaseObject : task) as VideoTask
            ?? DeserializedTask.Restore(task, isConfirmed: false);
    }
}
