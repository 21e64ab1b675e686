namespace MeshVideo.Client.Tests.Journal;

/// <summary>What came of a row: its task, or why there is none.</summary>
internal sealed record RowOutcome(VideoTask? Task, MeshVideoException? Fault)
{
    public override string ToString() => Task?.Id ?? Fault!.Kind.ToString();
}
