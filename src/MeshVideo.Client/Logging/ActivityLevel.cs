namespace MeshVideo;

/// <summary>Specifies the severity of an entry of <see cref="IActivityLog"/>.</summary>
public enum ActivityLevel
{
    /// <summary>Each HTTP request and response, for troubleshooting.</summary>
    Debug,

    /// <summary>Each step, including retries.</summary>
    Verbose,

    /// <summary>A condition that the user should know about. The operation continues.</summary>
    Warning,
}
