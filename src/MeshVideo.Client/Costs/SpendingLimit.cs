using System;
using MeshVideo.Costs;

namespace MeshVideo;

/// <summary>
/// Limits what the tasks of a batch may cost. A create is refused if its estimate would exceed the limit, together with what was
/// spent: the estimates of the tasks, or their cost where they have ended. All members are thread-safe.
/// </summary>
public sealed class SpendingLimit
{
    private readonly object _gate = new();
    private readonly decimal _maximum;
    private readonly bool _allowUnknownCost;
    private decimal _spent;
    private decimal _settled;
    private bool _hasEarlier;

    /// <summary>Initializes the limit.</summary>
    /// <param name="estimator">Estimates the costs. It has to know the prices.</param>
    /// <param name="maximumUsd">The maximum in USD.</param>
    /// <param name="allowUnknownCost">
    /// Whether to create tasks whose cost is not known. They do not count until they have ended.
    /// </param>
    public SpendingLimit(CostEstimator estimator, decimal maximumUsd, bool allowUnknownCost = false)
    {
        Estimator = estimator ?? throw new ArgumentNullException(nameof(estimator));
        _maximum = maximumUsd;
        _allowUnknownCost = allowUnknownCost;
    }

    /// <summary>Gets what was spent in USD, including creates that are being sent.</summary>
    public decimal SpentUsd
    {
        get
        {
            lock (_gate)
            {
                return _spent;
            }
        }
    }

    internal CostEstimator Estimator { get; }

    /// <summary>Counts the tasks of earlier runs, once.</summary>
    /// <param name="getUsd">Gets their cost.</param>
    internal void AddEarlier(Func<decimal> getUsd)
    {
        lock (_gate)
        {
            _spent += _hasEarlier ? 0 : getUsd();
            _hasEarlier = true;
        }
    }

    /// <summary>Reserves the estimate of a task that is about to be created.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.MaxCostExceeded"/> or <see cref="MeshVideoErrorKind.CostUnknown"/>.
    /// </exception>
    internal SpendingReservation Reserve(CostEstimate cost)
    {
        lock (_gate)
        {
            ThrowIfExceeded(_spent, cost);
            _spent += cost.Usd ?? 0;
        }

        return new SpendingReservation(this, cost.Usd ?? 0);
    }

    /// <summary>Throws if a task would exceed the limit together with all tasks of a journal.</summary>
    /// <param name="recordedUsd">The estimates that the journal has.</param>
    /// <param name="cost">The estimate of the task.</param>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.MaxCostExceeded"/> or <see cref="MeshVideoErrorKind.CostUnknown"/>.
    /// </exception>
    internal void EnsureAllowed(decimal recordedUsd, CostEstimate cost)
    {
        lock (_gate)
        {
            ThrowIfExceeded(recordedUsd + _settled, cost);
        }
    }

    /// <summary>Changes what was spent.</summary>
    /// <param name="usd">The difference.</param>
    /// <param name="isSettled">Whether it is the difference between the cost of a task and its estimate.</param>
    internal void Add(decimal usd, bool isSettled)
    {
        lock (_gate)
        {
            _spent += usd;
            _settled += isSettled ? usd : 0;
        }
    }

    private void ThrowIfExceeded(decimal spent, CostEstimate cost)
    {
        if (cost.Usd is not { } usd)
        {
            if (_allowUnknownCost)
            {
                return;
            }

            throw new MeshVideoException(
                MeshVideoErrorKind.CostUnknown,
                $"The cost of the video is not known, because {cost.UnknownReason}, and the cost is limited. Nothing was sent.")
            { Remedies = [Remedy.AllowUnknownCost] };
        }

        if (spent + usd > _maximum)
        {
            throw new MeshVideoException(
                MeshVideoErrorKind.MaxCostExceeded,
                $"The video would cost about {CostEstimate.Format(usd)}, and {CostEstimate.Format(spent)} of "
                    + $"{CostEstimate.Format(_maximum)} are spent. Nothing was sent.")
            { Remedies = [Remedy.RaiseSpendingLimit] };
        }
    }
}
