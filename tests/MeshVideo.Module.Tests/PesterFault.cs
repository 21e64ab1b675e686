namespace MeshVideo.ModuleTests;

/// <summary>What went wrong outside of a test: a file that does not load, or a block's setup or teardown.</summary>
/// <param name="File">The full path of the file.</param>
/// <param name="Path">The names of the blocks; empty for the file.</param>
/// <param name="Message">Pester's error text.</param>
internal sealed record PesterFault(string File, string Path, string Message)
{
    public override string ToString() => $"{System.IO.Path.GetFileName(File)} {Path}\n{Message}";
}
