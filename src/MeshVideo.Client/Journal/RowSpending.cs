using System;
using System.Threading.Tasks;
using MeshVideo.Costs;

namespace MeshVideo.Journal;

/// <summary>Holds a row to the spending limit, together with all requests that the journal has.</summary>
/// <param name="row">The row.</param>
/// <param name="file">The journal.</param>
/// <param name="limit">The limit.</param>
/// <param name="log">The log for messages about the journal.</param>
internal sealed class RowSpending(BatchRow row, JournalFile file, SpendingLimit limit, IActivityLog log)
{
    private SpendingReservation? _reservation;

    /// <summary>Runs the create within the limit. Rows are admitted in the order of the calls.</summary>
    public Task<VideoTask> RunAsync(CostEstimate cost, Func<Task<VideoTask>> create)
    {
        limit.AddEarlier(GetEarlier);
        // A request that may have been sent counts already.
        _reservation = row.Find(file.State).LastAttempt is { IsOpen: true }
            ? new SpendingReservation(limit, 0)
            : limit.Reserve(cost);
        return _reservation.RunAsync(create);
    }

    /// <summary>
    /// Throws if the request would exceed the limit, under the lock of the journal, so that the requests of other processes
    /// count.
    /// </summary>
    public void EnsureAllowed(JournalState state, CostEstimate cost)
    {
        limit.EnsureAllowed(state.GetSpending(limit.Estimator), cost);
        _reservation?.EnsureAtLeast(cost.Usd ?? 0);
    }

    /// <summary>Lets the cost of a task from the journal replace its estimate, which counts already.</summary>
    public void Track(VideoTask task)
    {
        if (row.Find(file.State).LastAttempt is { } attempt)
        {
            decimal counted = JournalSpending.GetCost(attempt.Intent, limit.Estimator) ?? 0;
            task.OnCostKnown = new SpendingReservation(limit, counted).Settle;
        }
    }

    private decimal GetEarlier()
    {
        if (file.State.UnknownCostCount is var count and > 0)
        {
            log.Write(
                ActivityLevel.Warning,
                $"The journal '{file.Path}' has {count} requests whose cost is not known. They do not count toward the limit.");
        }

        return file.State.GetSpending(limit.Estimator);
    }
}
