namespace MeshVideo.Demo;

/// <summary>The result of a child process.</summary>
/// <param name="ExitCode">The exit code; null if the process was stopped.</param>
/// <param name="Output">The captured output.</param>
internal sealed record ChildResult(int? ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}
