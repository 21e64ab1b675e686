namespace MeshVideo.Simulator.Faults;

/// <summary>The kind of request to which a fault applies.</summary>
public enum FaultTarget
{
    /// <summary>All API requests, including those to unknown routes, but no files.</summary>
    Any,

    /// <summary>POST that creates a task.</summary>
    Create,

    /// <summary>GET of one task.</summary>
    Get,

    /// <summary>GET of the task list.</summary>
    List,

    /// <summary>GET of the models.</summary>
    Models,

    /// <summary>POST that lists the charges.</summary>
    Usage,

    /// <summary>GET or HEAD on the file port.</summary>
    File,

    /// <summary>
    /// The simulator's POST to a callback URL. The kinds delay, corrupt and empty apply; with any other kind, the callback is not
    /// sent.
    /// </summary>
    Webhook,
}
