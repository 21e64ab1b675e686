using System.Globalization;
using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Puts the progress of saving into words.</summary>
internal sealed class SaveProgress
{
    private readonly ProgressBar _bar = new(0x4D53);

    public void Show(Cmdlet cmdlet, SaveSnapshot snapshot)
    {
        if (snapshot.Ended == snapshot.Total)
        {
            return;
        }

        string activity = snapshot.Total == 1 ? "Saving a video" : $"Saving {snapshot.Total} videos";
        double seconds = snapshot.Elapsed.TotalSeconds;
        string rate = seconds > 0.5 ? $" at {Size(snapshot.Bytes / seconds)}/s" : string.Empty;
        string status = $"{snapshot.Ended} of {snapshot.Total} ended, {snapshot.Active} under way; {Size(snapshot.Bytes)}{rate}; {snapshot.Elapsed:hh\\:mm\\:ss}";
        _bar.Show(cmdlet, activity, status, snapshot.Ended, snapshot.Total);
    }

    public void Complete(Cmdlet cmdlet) => _bar.Complete(cmdlet);

    private static string Size(double bytes) => bytes switch
    {
        < 1024 * 1024 => string.Format(CultureInfo.CurrentCulture, "{0:0} KB", bytes / 1024),
        < 1024d * 1024 * 1024 => string.Format(CultureInfo.CurrentCulture, "{0:0.0} MB", bytes / (1024 * 1024)),
        _ => string.Format(CultureInfo.CurrentCulture, "{0:0.00} GB", bytes / (1024d * 1024 * 1024)),
    };
}
