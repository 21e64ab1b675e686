namespace MeshVideo;

/// <summary>
/// Receives messages about the progress of operations. The methods can be called from any thread. The messages contain neither
/// the API key nor the query of a signed link.
/// </summary>
public interface IActivityLog
{
    /// <summary>Gets whether messages of a level are recorded, so that callers need not format messages that are not.</summary>
    /// <param name="level">The severity.</param>
    /// <returns>True if messages of the level are recorded.</returns>
    bool IsEnabled(ActivityLevel level);

    /// <summary>Writes a message.</summary>
    /// <param name="level">The severity.</param>
    /// <param name="text">The message for people: one sentence or more.</param>
    void Write(ActivityLevel level, string text);
}
