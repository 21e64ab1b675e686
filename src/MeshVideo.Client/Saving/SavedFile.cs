namespace MeshVideo.Saving;

/// <summary>A file that was fetched and found whole. It is still that file while nobody has written to it.</summary>
internal sealed class SavedFile
{
    /// <summary>The id of the task.</summary>
    public required string Task { get; init; }

    /// <summary>Which of the task's files (<see cref="WantedFile.Name"/>).</summary>
    public required string File { get; init; }

    /// <summary>The MIME type of its content, where its name follows from that; null for a video, and in records of earlier versions.</summary>
    public string? Type { get; init; }

    /// <summary>Its bytes.</summary>
    public required long Length { get; init; }

    /// <summary>When it was last written to: UTC, in ticks.</summary>
    public required long Modified { get; init; }
}
