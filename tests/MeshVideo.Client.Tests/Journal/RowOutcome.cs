namespace MeshVideo.Client.Tests.Journal;

/// <summary>What came of a row: its task, or why there is none.</summary>
internal sealed record RowOutcome(VideoTask? Task, MeshVideoException? Error)
{
    public override string ToString() => Task?.Id ?? Error!.Kind.ToString();
}
