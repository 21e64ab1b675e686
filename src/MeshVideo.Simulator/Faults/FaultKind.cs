namespace MeshVideo.Simulator.Faults;

/// <summary>What a fault does.</summary>
public enum FaultKind
{
    /// <summary>Answers with a status, and a code, message, headers or a raw body.</summary>
    Status,

    /// <summary>Waits a while, then goes on normally.</summary>
    Delay,

    /// <summary>Never answers.</summary>
    Hang,

    /// <summary>Resets the connection once the request is read.</summary>
    Reset,

    /// <summary>Resets the connection before the body is read.</summary>
    Refuse,

    /// <summary>Announces the whole body and closes after a part of it.</summary>
    Truncate,

    /// <summary>Announces the whole body, sends a part of it and falls silent.</summary>
    Stall,

    /// <summary>Sends the body slowly.</summary>
    Throttle,

    /// <summary>Does what was asked and answers 200 with broken JSON.</summary>
    Corrupt,

    /// <summary>Does what was asked and answers 200 without a body.</summary>
    Empty,

    /// <summary>Answers with a redirect.</summary>
    Redirect,

    /// <summary>Mints links that have already expired; on a file, takes its link for expired.</summary>
    ExpireLinks,

    /// <summary>On a file: 400, the video is not there yet.</summary>
    NotReady,

    /// <summary>On a file: from now on this task's file is another one.</summary>
    Change,

    /// <summary>On a file: ignores Range.</summary>
    NoRange,

    /// <summary>On a file: answers 200 with an HTML page.</summary>
    WrongType,
}
