namespace MeshVideo;

/// <summary>Whether a request that is made from a task, such as the next shot, keeps the value that the task has.</summary>
public enum FollowUpValue
{
    /// <summary>The next shot keeps it; the final video of a draft does not, because the draft has set it.</summary>
    KeptByNextShot,

    /// <summary>Every request that follows keeps it.</summary>
    Kept,

    /// <summary>No request keeps it: the same value again is a choice of the user.</summary>
    NotKept,
}
