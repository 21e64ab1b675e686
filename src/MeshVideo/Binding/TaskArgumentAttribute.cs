using System;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>
/// Takes a task that went through a file, a job or a remote session. What became of it since then is not known, so it is read before
/// anything is made of it.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class TaskArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        DeserializedTask.Restore(inputData, isConfirmed: false) ?? inputData;
}
