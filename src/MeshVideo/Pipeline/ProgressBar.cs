using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>One bar of progress, shown while there is something to wait for, and taken away at the end.</summary>
internal sealed class ProgressBar(int id)
{
    private string? _activity;

    /// <param name="cmdlet">The command whose progress it is.</param>
    /// <param name="activity">What goes on.</param>
    /// <param name="status">How far it is, in words.</param>
    /// <param name="ended">How many are done.</param>
    /// <param name="total">Of how many; more than <paramref name="ended"/>.</param>
    /// <param name="detail">One thing worth knowing besides.</param>
    public void Show(Cmdlet cmdlet, string activity, string status, int ended, int total, string? detail = null)
    {
        _activity = activity;
        cmdlet.WriteProgress(new ProgressRecord(id, activity, DisplayText.Sanitize(status))
        {
            PercentComplete = 100 * ended / total,
            CurrentOperation = detail is null ? null : DisplayText.Sanitize(detail),
        });
    }

    public void Complete(Cmdlet cmdlet)
    {
        if (_activity is not null)
        {
            cmdlet.WriteProgress(new ProgressRecord(id, _activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
