namespace MeshVideo.Campaign;

/// <summary>How the disk misbehaves in a run.</summary>
internal enum DiskFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Each fifth flush fails, as that of a broken disk does.</summary>
    FlushFails,

    /// <summary>Everybody gets every lock, as on some network shares.</summary>
    LocksDoNothing,

    /// <summary>Locks work at first, and then everybody gets them.</summary>
    LocksFailLate,
}
