using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>The progress bar of a wait.</summary>
internal sealed class WaitProgress
{
    private const int ActivityId = 0x4D57;

    private string _activity = "Waiting for videos";
    private bool _isShown;

    public void Show(Cmdlet cmdlet, WaitSnapshot snapshot)
    {
        if (snapshot.Total == 0 || snapshot.Ended == snapshot.Total)
        {
            return;
        }

        _activity = snapshot.Total == 1 ? "Waiting for a video" : $"Waiting for {snapshot.Total} videos";
        string states = string.Join(", ", snapshot.Statuses.OrderByDescending(state => state.Value).Select(state => $"{state.Value} {state.Key}"));
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, $"{snapshot.Ended} of {snapshot.Total} ended; {states}; {snapshot.Elapsed:hh\\:mm\\:ss}")
        {
            PercentComplete = 100 * snapshot.Ended / snapshot.Total,
        });
        _isShown = true;
    }

    public void Complete(Cmdlet cmdlet)
    {
        if (_isShown)
        {
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
