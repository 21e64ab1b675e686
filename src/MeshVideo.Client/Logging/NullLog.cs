namespace MeshVideo;

/// <summary>A log that discards all messages.</summary>
internal sealed class NullLog : IActivityLog
{
    public static readonly NullLog Instance = new();

    public bool IsEnabled(ActivityLevel level) => false;

    public void Write(ActivityLevel level, string text)
    {
    }
}
