namespace MeshVideo.Saving;

/// <summary>How far a file is fetched, and of which version at which place the bytes are.</summary>
internal sealed class UnfinishedFile
{
    /// <summary>The id of the task.</summary>
    public required string Task { get; init; }

    /// <summary>Which of the task's files (<see cref="WantedFile.Name"/>).</summary>
    public required string File { get; init; }

    /// <summary>The link without its query, which is a secret.</summary>
    public required string Source { get; init; }

    /// <summary>The host's strong name of the version.</summary>
    public required string ETag { get; init; }

    /// <summary>The bytes of the whole file, where the host said so.</summary>
    public long? Length { get; init; }

    /// <summary>The bytes that are surely on the disk. What follows them in the part file may be anything after a loss of power.</summary>
    public required long Flushed { get; init; }
}
