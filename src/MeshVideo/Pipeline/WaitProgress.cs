using System.Linq;
using System.Management.Automation;

namespace MeshVideo.Pipeline;

/// <summary>Puts the progress of a wait into words.</summary>
internal sealed class WaitProgress
{
    private readonly ProgressBar _bar = new(0x4D57);

    public void Show(Cmdlet cmdlet, WaitSnapshot snapshot)
    {
        if (snapshot.Ended == snapshot.Total)
        {
            return;
        }

        string activity = snapshot.Total == 1 ? "Waiting for a video" : $"Waiting for {snapshot.Total} videos";
        string states = string.Join(", ", snapshot.Statuses.OrderByDescending(state => state.Value).Select(state => $"{state.Value} {state.Key}"));
        _bar.Show(cmdlet, activity, $"{snapshot.Ended} of {snapshot.Total} ended; {states}; {snapshot.Elapsed:hh\\:mm\\:ss}", snapshot.Ended, snapshot.Total);
    }

    public void Complete(Cmdlet cmdlet) => _bar.Complete(cmdlet);
}
