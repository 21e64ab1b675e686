namespace MeshVideo.Demo;

/// <summary>How a child process ended.</summary>
/// <param name="ExitCode">Its exit code; none where it was stopped.</param>
/// <param name="Output">What it wrote, if that was redirected.</param>
internal sealed record ChildResult(int? ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}
