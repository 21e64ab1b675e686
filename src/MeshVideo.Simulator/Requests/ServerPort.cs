namespace MeshVideo.Simulator.Requests;

/// <summary>The port at which a request arrived.</summary>
public enum ServerPort
{
    /// <summary>The API.</summary>
    Api,

    /// <summary>The file server.</summary>
    File,
}
