using System.Globalization;
using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>The progress bar of saving.</summary>
internal sealed class SaveProgress
{
    private const int ActivityId = 0x4D53;

    private string _activity = "Saving videos";
    private bool _isShown;

    public void Show(Cmdlet cmdlet, SaveSnapshot snapshot)
    {
        if (snapshot.Total == 0 || snapshot.Ended == snapshot.Total)
        {
            return;
        }

        _activity = snapshot.Total == 1 ? "Saving a video" : $"Saving {snapshot.Total} videos";
        double seconds = snapshot.Elapsed.TotalSeconds;
        string rate = seconds > 0.5 ? $" at {Size(snapshot.Bytes / seconds)}/s" : string.Empty;
        string status = $"{snapshot.Ended} of {snapshot.Total} ended, {snapshot.Active} under way; {Size(snapshot.Bytes)}{rate}; {snapshot.Elapsed:hh\\:mm\\:ss}";
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, status) { PercentComplete = 100 * snapshot.Ended / snapshot.Total });
        _isShown = true;
    }

    public void Complete(Cmdlet cmdlet)
    {
        if (_isShown)
        {
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private static string Size(double bytes) => bytes switch
    {
        < 1024 * 1024 => string.Format(CultureInfo.CurrentCulture, "{0:0} KB", bytes / 1024),
        < 1024d * 1024 * 1024 => string.Format(CultureInfo.CurrentCulture, "{0:0.0} MB", bytes / (1024 * 1024)),
        _ => string.Format(CultureInfo.CurrentCulture, "{0:0.00} GB", bytes / (1024d * 1024 * 1024)),
    };
}
