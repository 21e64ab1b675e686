using MeshVideo.Media;

namespace MeshVideo.Validation;

/// <summary>A media input and what could be learned of it here; of a link or an asset that is nothing.</summary>
internal sealed record InspectedMedia(MediaInput Input)
{
    /// <summary>The local file, if it is one that can be sent.</summary>
    public MediaFile? File { get; init; }

    /// <summary>Why it cannot be what it is given for; null if it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Null where nothing was looked at.</summary>
    public string? MimeType { get; init; }

    public long Length { get; init; }

    /// <summary>Null where it was not measured, or could not be.</summary>
    public MediaMeasure? Measure { get; init; }

    /// <summary>The place in words: the file, or that it is a data URI.</summary>
    public string Location => Input.Source.Path is { } path ? $"'{path}'" : "a data URI";
}
