using System;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Restores tasks from a file, a job or a remote session. Their current state is unknown, so they are not confirmed and are read
/// again before they are used. A file from Save-MeshVideo is converted to its task.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class TaskArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        DeserializedTask.Restore(inputData, isConfirmed: false) ?? SavedFile.FindTask(inputData) ?? inputData;
}
