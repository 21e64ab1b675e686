namespace MeshVideo.Http;

/// <summary>Why a create that waited for a free slot of the service can be sent.</summary>
internal readonly struct CapacityTurn
{
    private CapacityTurn(CapacityTurnKind kind, int ramp) => (Kind, Ramp) = (kind, ramp);

    /// <summary>Gets the turn after a task of this process has ended: there is a slot for one create.</summary>
    public static CapacityTurn TaskEnded { get; } = new(CapacityTurnKind.TaskEnded, ramp: 0);

    /// <summary>Gets what allows the create.</summary>
    public CapacityTurnKind Kind { get; }

    /// <summary>Gets the number of the ramp that a probe belongs to.</summary>
    public int Ramp { get; }

    /// <summary>Creates the turn of a create that finds out whether there is a slot.</summary>
    /// <param name="ramp">The number of the ramp.</param>
    public static CapacityTurn Probe(int ramp) => new(CapacityTurnKind.Probe, ramp);
}
