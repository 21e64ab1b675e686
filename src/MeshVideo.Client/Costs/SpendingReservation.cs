using System;
using System.Threading.Tasks;

namespace MeshVideo.Costs;

/// <summary>An amount of a spending limit that belongs to a task.</summary>
/// <param name="limit">The limit.</param>
/// <param name="usd">The amount, which counts already.</param>
internal sealed class SpendingReservation(SpendingLimit limit, decimal usd)
{
    private readonly object _gate = new();
    private decimal _usd = usd;

    /// <summary>Creates the task. The amount counts until its cost is known, or until there certainly is no task.</summary>
    public async Task<VideoTask> RunAsync(Func<Task<VideoTask>> create)
    {
        try
        {
            VideoTask task = await create().ConfigureAwait(false);
            task.OnCostKnown ??= Settle;
            return task;
        }
        catch (Exception exception) when (!MayBeCharged(exception))
        {
            Release();
            throw;
        }
    }

    /// <summary>Raises the amount, unless it is higher.</summary>
    public void EnsureAtLeast(decimal usd)
    {
        lock (_gate)
        {
            limit.Add(Math.Max(0, usd - _usd), isSettled: false);
            _usd = Math.Max(_usd, usd);
        }
    }

    /// <summary>Replaces the amount by the cost of the task.</summary>
    public void Settle(decimal cost)
    {
        lock (_gate)
        {
            limit.Add(cost - _usd, isSettled: true);
            _usd = cost;
        }
    }

    private void Release()
    {
        lock (_gate)
        {
            limit.Add(-_usd, isSettled: false);
            _usd = 0;
        }
    }

    private static bool MayBeCharged(Exception exception) =>
        exception is CreateInterruptedException or MeshVideoException { Kind: MeshVideoErrorKind.CreateOutcomeUnknown };
}
