using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Shows a progress bar, and removes it at the end.</summary>
internal sealed class ProgressBar(int id)
{
    private string? _activity;

    /// <param name="cmdlet">The cmdlet that shows its progress.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="status">The status text.</param>
    /// <param name="completed">The number of completed items.</param>
    /// <param name="total">The total number of items, at least 1.</param>
    /// <param name="currentOperation">A detail, or null.</param>
    public void Show(Cmdlet cmdlet, string activity, string status, int completed, int total, string? currentOperation = null)
    {
        _activity = activity;
        cmdlet.WriteProgress(new ProgressRecord(id, activity, DisplayText.Sanitize(status))
        {
            PercentComplete = 100 * completed / total,
            CurrentOperation = currentOperation is null ? null : DisplayText.Sanitize(currentOperation),
        });
    }

    public void Complete(Cmdlet cmdlet)
    {
        if (_activity is not null)
        {
            cmdlet.WriteProgress(new ProgressRecord(id, _activity, "Completed") { RecordType = ProgressRecordType.Completed });
        }
    }
}
