namespace MeshVideo;

/// <summary>Takes notes of nothing.</summary>
internal sealed class NullLog : IActivityLog
{
    public static readonly NullLog Instance = new();

    public bool Takes(ActivityLevel level) => false;

    public void Note(ActivityLevel level, string text)
    {
    }
}
