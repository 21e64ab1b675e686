namespace MeshVideo;

/// <summary>Specifies the result of a check of Test-MeshVideoConnection.</summary>
public enum ConnectionCheckStatus
{
    /// <summary>The check passed.</summary>
    Ok,

    /// <summary>The check failed. RecommendedAction says what to do.</summary>
    Failed,

    /// <summary>The result can't be determined.</summary>
    Unknown,

    /// <summary>The check doesn't apply, or an earlier one failed.</summary>
    Skipped,
}
