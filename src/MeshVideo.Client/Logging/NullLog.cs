namespace MeshVideo;

/// <summary>Takes notes of nothing.</summary>
internal sealed class NullLog : IActivityLog
{
    public static readonly NullLog Instance = new();

    public bool IsEnabled(ActivityLevel level) => false;

    public void Write(ActivityLevel level, string text)
    {
    }
}
