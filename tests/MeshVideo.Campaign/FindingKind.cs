namespace MeshVideo.Campaign;

/// <summary>What must never happen.</summary>
internal enum FindingKind
{
    /// <summary>There are more tasks than rows.</summary>
    PaidTwice,

    /// <summary>A task, or its file, that nobody knows of.</summary>
    Lost,

    /// <summary>A file that is not what the service has.</summary>
    Corrupt,

    /// <summary>The key, or a signature, in some text.</summary>
    Leak,

    /// <summary>A run that does not end.</summary>
    Hang,

    /// <summary>A file outside of the folder that was written to, or removed.</summary>
    Outside,

    /// <summary>A file that should not be there any more.</summary>
    Stray,

    /// <summary>The batch has cost more than its limit.</summary>
    OverLimit,
}
