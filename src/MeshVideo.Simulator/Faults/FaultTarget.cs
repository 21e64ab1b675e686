namespace MeshVideo.Simulator.Faults;

/// <summary>The kind of request that a fault waits for.</summary>
public enum FaultTarget
{
    /// <summary>Every API request, also one to an unknown route; no file.</summary>
    Any,

    /// <summary>POST of a task.</summary>
    Create,

    /// <summary>GET of one task.</summary>
    Get,

    /// <summary>GET of the task list.</summary>
    List,

    /// <summary>GET of the models.</summary>
    Models,

    /// <summary>POST for the charges.</summary>
    Usage,

    /// <summary>GET or HEAD on the file port.</summary>
    File,

    /// <summary>The simulator's own POST to a callback: delay, corrupt, empty; any other kind loses it.</summary>
    Webhook,
}
