namespace MeshVideo;

/// <summary>How much a note of <see cref="IActivityLog"/> matters.</summary>
public enum ActivityLevel
{
    /// <summary>Each exchange with the service: for finding a fault.</summary>
    Debug,

    /// <summary>What happens, step by step: enough for a transcript to tell the story.</summary>
    Verbose,

    /// <summary>Something the user should know although the work goes on.</summary>
    Warning,
}
