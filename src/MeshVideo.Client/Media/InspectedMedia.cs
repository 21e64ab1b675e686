using System;

namespace MeshVideo.Media;

/// <summary>An inspected media input. Of a URL or an asset nothing is known.</summary>
/// <param name="Input">The input.</param>
internal sealed record InspectedMedia(MediaInput Input)
{
    /// <summary>The local file, if it can be read.</summary>
    public MediaFile? File { get; init; }

    /// <summary>Why it is not what its parameter takes; null if it is.</summary>
    public string? Problem { get; init; }

    /// <summary>The error, if the file could not be read.</summary>
    public Exception? Error { get; init; }

    /// <summary>The MIME type; null if nothing was inspected.</summary>
    public string? MimeType { get; init; }

    /// <summary>The number of bytes.</summary>
    public long Length { get; init; }

    /// <summary>The properties of the file; null if they were not read, or could not be.</summary>
    public MediaInfo? Info { get; init; }

    /// <summary>The hash of the file's bytes; null if it was not asked for.</summary>
    public string? Hash { get; init; }

    /// <summary>Whether it can be sent, even if the service may refuse it.</summary>
    public bool IsSendable => Input.Source.Path is null || File is not null;

    /// <summary>Where it comes from, in words.</summary>
    public string Location => Input.Source.Path is { } path ? $"'{path}'" : "a data URI";
}
