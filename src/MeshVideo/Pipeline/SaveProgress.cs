using System.Globalization;
using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Shows the progress of downloads.</summary>
internal sealed class SaveProgress() : ProgressBar(0x4D53)
{
    public void Show(Cmdlet cmdlet, DownloadProgress progress)
    {
        string activity = progress.Total == 1 ? "Saving a video" : $"Saving {progress.Total} videos";
        double seconds = progress.Elapsed.TotalSeconds;
        string rate = seconds > 0.5 ? $" at {FormatSize(progress.BytesReceived / seconds)}/s" : string.Empty;
        string status = $"{progress.Finished} of {progress.Total} finished, {progress.Active} downloading; "
            + $"{FormatSize(progress.BytesReceived)}{rate}; {progress.Elapsed:hh\\:mm\\:ss}";
        Show(cmdlet, activity, status, progress.Finished, progress.Total);
    }

    private static string FormatSize(double bytes) => bytes switch
    {
        < 1024 * 1024 => string.Format(CultureInfo.CurrentCulture, "{0:0} KB", bytes / 1024),
        < 1024d * 1024 * 1024 => string.Format(CultureInfo.CurrentCulture, "{0:0.0} MB", bytes / (1024 * 1024)),
        _ => string.Format(CultureInfo.CurrentCulture, "{0:0.00} GB", bytes / (1024d * 1024 * 1024)),
    };
}
