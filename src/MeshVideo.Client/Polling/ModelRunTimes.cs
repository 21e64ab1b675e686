using System.Collections.Generic;

namespace MeshVideo.Polling;

/// <summary>The run times of one model's tasks, from those that ended in this wait and from the service's list.</summary>
internal sealed class ModelRunTimes
{
    private readonly LogarithmicHistogram _samples = new();
    private bool _isHistoryClaimed;

    public bool HasSamples => _samples.Count > 0;

    /// <summary>Whether there are samples that the distribution does not consider yet.</summary>
    public bool IsStale { get; private set; }

    /// <summary>How many tasks of the model are pending.</summary>
    public int PendingCount { get; set; }

    public LogLogisticDistribution Distribution { get; private set; } = LogLogisticDistribution.Prior;

    public void Add(double seconds)
    {
        _samples.Add(seconds);
        IsStale = true;
    }

    /// <summary>Whether to read the run times of earlier tasks; true once, while there are no samples.</summary>
    public bool ClaimHistory()
    {
        bool isClaimed = !HasSamples && !_isHistoryClaimed;
        _isHistoryClaimed |= isClaimed;
        return isClaimed;
    }

    /// <summary>Fits the distribution anew.</summary>
    /// <param name="pendingAges">The ages in seconds of the model's pending tasks.</param>
    public void Refit(IEnumerable<double> pendingAges)
    {
        LogarithmicHistogram pending = new();
        foreach (double age in pendingAges)
        {
            pending.Add(age);
        }

        IsStale = false;
        Distribution = LogLogisticFit.Fit(_samples, pending);
    }
}
