namespace MeshVideo.Http;

/// <summary>What allows a create to be sent.</summary>
internal enum CapacityTurnKind
{
    /// <summary>No create is waiting, so none has to take its turn.</summary>
    None,

    /// <summary>A task of this process has ended.</summary>
    TaskEnded,

    /// <summary>The create finds out whether there is a slot that others have left.</summary>
    Probe,
}
