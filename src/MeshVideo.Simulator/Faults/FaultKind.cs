namespace MeshVideo.Simulator.Faults;

/// <summary>The kind of a fault.</summary>
public enum FaultKind
{
    /// <summary>Responds with a status, and a code, message, headers or a raw body.</summary>
    Status,

    /// <summary>Delays the response.</summary>
    Delay,

    /// <summary>Never responds.</summary>
    Hang,

    /// <summary>Resets the connection after reading the request.</summary>
    Reset,

    /// <summary>Resets the connection before reading the body.</summary>
    Refuse,

    /// <summary>Sends a part of the body, and closes the connection.</summary>
    Truncate,

    /// <summary>Sends a part of the body, and keeps the connection open.</summary>
    Stall,

    /// <summary>Sends the body slowly.</summary>
    Throttle,

    /// <summary>Processes the request and responds with 200 and invalid JSON.</summary>
    Corrupt,

    /// <summary>Processes the request and responds with 200 and no body.</summary>
    Empty,

    /// <summary>Responds with a redirect.</summary>
    Redirect,

    /// <summary>Creates expired links; on a file, treats its link as expired.</summary>
    ExpireLinks,

    /// <summary>On a file: responds with 400, because the video is not ready.</summary>
    NotReady,

    /// <summary>On a file: replaces the file of the task with a different one.</summary>
    Change,

    /// <summary>On a file: ignores Range.</summary>
    NoRange,

    /// <summary>On a file: responds with 200 and an HTML page.</summary>
    WrongType,
}
