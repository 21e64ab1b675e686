namespace MeshVideo;

/// <summary>Takes notes of nothing.</summary>
internal sealed class SilentLog : IActivityLog
{
    public static readonly SilentLog Instance = new();

    public void Note(ActivityLevel level, string text)
    {
    }
}
