namespace MeshVideo.Simulator.Requests;

/// <summary>The port that a request came to.</summary>
public enum ServerPort
{
    /// <summary>The API.</summary>
    Api,

    /// <summary>The file server.</summary>
    File,
}
