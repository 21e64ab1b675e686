using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace MeshVideo.Simulator.Faults;

/// <summary>The active faults. They apply in the order in which they were added.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<ActiveFault> _active = [];

    internal FaultList(IEnumerable<Fault> faults)
    {
        foreach (Fault fault in faults)
        {
            Add(fault);
        }
    }

    /// <summary>The active faults, each with its number of remaining requests.</summary>
    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _active.Select(pending => pending.Fault with { Skip = pending.Skip, Times = pending.Times })];
            }
        }
    }

    /// <summary>Adds a fault after the others.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        fault.Check();
        lock (_gate)
        {
            _active.Add(new ActiveFault(fault));
        }
    }

    /// <summary>Adds a fault, or an array of faults, from JSON.</summary>
    public void Add(string json)
    {
        foreach (Fault fault in Fault.Parse(json))
        {
            Add(fault);
        }
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _active.Clear();
        }
    }

    /// <summary>Takes the fault that applies to a request, and counts it as used.</summary>
    internal Fault? Take(FaultTarget target, string? id)
    {
        lock (_gate)
        {
            foreach (ActiveFault pending in _active)
            {
                if (!Matches(pending.Fault, target, id) || pending.Times == 0)
                {
                    continue;
                }

                if (pending.Skip > 0)
                {
                    pending.Skip--;
                    continue;
                }

                if (++pending.Passed < pending.Fault.Every)
                {
                    continue;
                }

                pending.Passed = 0;

                if (pending.Times > 0 && --pending.Times == 0)
                {
                    _active.Remove(pending);
                }

                return pending.Fault;
            }

            return null;
        }
    }

    private static bool Matches(Fault fault, FaultTarget target, string? id) =>
        (fault.On == target || (fault.On == FaultTarget.Any && target is not (FaultTarget.File or FaultTarget.Webhook)))
        && (fault.Id is null || fault.Id == id);

    private sealed class ActiveFault(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public int Skip { get; set; } = fault.Skip;

        public int Times { get; set; } = fault.Times;

        /// <summary>The number of matching requests since the fault was last applied.</summary>
        public int Passed { get; set; }
    }
}
