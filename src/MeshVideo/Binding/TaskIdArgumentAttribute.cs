using System;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Converts a file from Save-MeshVideo to the id of its task. PowerShell alone would use its path as the id.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class TaskIdArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        SavedFile.FindTask(inputData)?.Id ?? inputData;
}
