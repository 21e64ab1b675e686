namespace MeshVideo;

/// <summary>
/// Where long work says what it does. Called from any thread; the texts hold neither the key nor a signed URL's query.
/// </summary>
public interface IActivityLog
{
    /// <summary>Whether somebody reads notes of a level: a thousand waits make thousands of notes that nobody asked for.</summary>
    /// <param name="level">How much they matter.</param>
    /// <returns>False where a note would go nowhere, and need not be made.</returns>
    bool IsEnabled(ActivityLevel level);

    /// <summary>Takes a note of something that happened.</summary>
    /// <param name="level">How much it matters.</param>
    /// <param name="text">One sentence for a person.</param>
    void Write(ActivityLevel level, string text);
}
