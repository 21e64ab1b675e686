using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Shows a progress bar, and removes it at the end.</summary>
internal abstract class ProgressBar(int id)
{
    private string? _activity;

    public void Complete(Cmdlet cmdlet)
    {
        if (_activity is not null)
        {
            cmdlet.WriteProgress(new ProgressRecord(id, _activity, "Completed") { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <param name="cmdlet">The cmdlet that shows its progress.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="status">The status text.</param>
    /// <param name="completed">The number of completed items.</param>
    /// <param name="total">The total number of items. If all are completed, nothing is shown.</param>
    /// <param name="currentOperation">A detail, or null.</param>
    protected void Show(
        Cmdlet cmdlet, string activity, string status, int completed, int total, string? currentOperation = null)
    {
        if (completed == total)
        {
            return;
        }

        _activity = activity;
        cmdlet.WriteProgress(new ProgressRecord(id, activity, DisplayText.Sanitize(status))
        {
            PercentComplete = 100 * completed / total,
            CurrentOperation = currentOperation is null ? null : DisplayText.Sanitize(currentOperation),
        });
    }
}
