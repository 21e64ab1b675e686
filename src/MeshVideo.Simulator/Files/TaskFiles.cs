namespace MeshVideo.Simulator.Files;

/// <summary>The names of the files of a task.</summary>
internal static class TaskFiles
{
    public const string Video = "video.mp4";
    public const string LastFrame = "last_frame.png";
}
