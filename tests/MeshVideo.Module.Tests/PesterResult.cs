namespace MeshVideo.ModuleTests;

/// <summary>What came of one test, or of one case of it.</summary>
/// <param name="File">The full path of the file.</param>
/// <param name="Name">The name as written.</param>
/// <param name="Path">The names of the blocks around it and its own, with the values of the case.</param>
/// <param name="Result">Pester's word: Passed, Failed, Skipped, Inconclusive or NotRun.</param>
/// <param name="Message">Why it failed or was skipped.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record PesterResult(string File, string Name, string Path, string Result, string Message, double Seconds)
{
    public bool IsPassed => Result == "Passed";

    public bool IsSkipped => Result == "Skipped";

    public override string ToString() => $"{Result}: {Path} ({Seconds:0.00} s)\n{Message}".TrimEnd();
}
