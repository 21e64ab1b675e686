namespace MeshVideo;

/// <summary>Takes notes of nothing.</summary>
internal sealed class SilentLog : IActivityLog
{
    public static readonly SilentLog Instance = new();

    public bool Takes(ActivityLevel level) => false;

    public void Note(ActivityLevel level, string text)
    {
    }
}
