using System.Collections.Generic;
using System.Management.Automation;
using MeshVideo.Errors;

namespace MeshVideo.Commands;

/// <content>The cost of the tasks.</content>
public sealed partial class GetMeshVideoCommand
{
    private readonly List<VideoTask> _uncharged = [];
    private CostEstimator? _estimator;

    /// <summary>
    /// Indicates that the prices are read from the service, so that each task that has ended has its estimated cost.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeCost { get; set; }

    /// <summary>
    /// Indicates that the charges are read from the service, once for all tasks, so that each task has what was charged as its
    /// cost. Its create request has to be known, as for a task from a journal. The tasks are emitted at the end.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeCharges { get; set; }

    /// <summary>Specifies the service's id of the request that created the task, for -IncludeCharges.</summary>
    [Parameter(ParameterSetName = IdSet, ValueFromPipelineByPropertyName = true)]
    public string? CreateRequestId { get; set; }

    private void WriteWithCost(VideoTask task)
    {
        if (IncludeCharges)
        {
            _uncharged.Add(task);
            return;
        }

        if (IncludeCost)
        {
            SetPrice(task);
        }

        WriteObject(task);
    }

    private void WriteCharged()
    {
        if (_uncharged.Count == 0)
        {
            return;
        }

        try
        {
            int count = Await(Connect().ReadChargesAsync(_uncharged, StopToken));
            if (count > 0)
            {
                WriteWarning($"The charges of {count} of {_uncharged.Count} tasks were not found, so their cost is estimated.");
            }
        }
        catch (MeshVideoException exception)
        {
            WriteWarning(
                $"The charges could not be read, so the cost is estimated: {ErrorRecords.FormatMessage(exception)}");
        }

        foreach (VideoTask task in _uncharged)
        {
            SetPrice(task);
            WriteObject(task);
        }
    }

    private void SetPrice(VideoTask task)
    {
        if (task.Status == VideoTaskStatus.Succeeded && task.Cost is null)
        {
            _estimator ??= ReadPrices(LoadModels());
            _estimator.SetPrice(task);
        }
    }
}
