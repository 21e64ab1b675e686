namespace MeshVideo.Downloads;

/// <summary>How one attempt to download a file ended.</summary>
internal enum DownloadOutcome
{
    /// <summary>All bytes of the file have arrived.</summary>
    Completed,

    /// <summary>The host sent a part of the file: the next part can be requested.</summary>
    PartReceived,

    /// <summary>The transfer was interrupted, or the host was unreachable, busy or not ready: the link may work soon.</summary>
    Failed,

    /// <summary>The link was rejected, or has expired: only a new one can work.</summary>
    LinkExpired,
}
