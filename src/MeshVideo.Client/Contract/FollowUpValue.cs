namespace MeshVideo;

/// <summary>Specifies whether a request that follows a task, such as the next shot, keeps the task's value of a field.</summary>
public enum FollowUpValue
{
    /// <summary>The next shot keeps the value. The final video of a draft does not, because the draft determines it.</summary>
    KeptByNextShot,

    /// <summary>Every request that follows the task keeps the value.</summary>
    Kept,

    /// <summary>No request keeps the value. The user has to specify it again.</summary>
    NotKept,
}
