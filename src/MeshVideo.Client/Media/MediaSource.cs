using System;
using System.IO;
using MeshVideo.Media;

namespace MeshVideo;

/// <summary>The source of a media input: a public URL, a data URI, an asset of the provider, or a local file.</summary>
public sealed class MediaSource
{
    private MediaSource(string? url, string? path)
    {
        Url = url;
        Path = path;
    }

    /// <summary>The URL, data URI or asset as it is sent; null for a file.</summary>
    public string? Url { get; }

    /// <summary>The full path of the file, which is sent as a data URI; null for other sources.</summary>
    public string? Path { get; }

    /// <summary>Determines whether a text is an address: it starts with http://, https://, data: or asset://.</summary>
    /// <param name="text">An address or a path.</param>
    /// <returns>True if it is an address.</returns>
    public static bool IsAddress(string text) =>
        StartsWith(text, "https://") || StartsWith(text, "http://") || StartsWith(text, "data:") || StartsWith(text, "asset://");

    /// <summary>Creates a source from an address.</summary>
    /// <param name="url">An http or https URL, a data URI or an asset.</param>
    /// <returns>The source.</returns>
    public static MediaSource FromUrl(string url) => new(url ?? throw new ArgumentNullException(nameof(url)), path: null);

    /// <summary>Creates a source from the last frame of a task, whose URL differs each time that the task is read.</summary>
    /// <param name="url">The URL of the frame.</param>
    /// <param name="taskId">The id of the task.</param>
    internal static MediaSource FromLastFrame(Uri url, string taskId) =>
        new(url.OriginalString, path: null) { TaskFrame = $"task:{taskId}/last_frame" };

    /// <summary>Creates a source from a file, which is read when the request is sent.</summary>
    /// <param name="path">The full path.</param>
    /// <returns>The source.</returns>
    public static MediaSource FromFile(string path) => new(url: null, path ?? throw new ArgumentNullException(nameof(path)));

    /// <summary>Returns the path, or the address without its query or data.</summary>
    /// <returns>A short line.</returns>
    public override string ToString()
    {
        if (Url is null)
        {
            return Path!;
        }

        int comma = Url.IndexOf(',');
        return StartsWith(Url, "data:")
            ? $"{(comma < 0 || comma > 80 ? "data:" : Url.Substring(0, comma))},… ({Url.Length} characters)"
            : Redactor.RemoveQueries(Url);
    }

    /// <summary>Copies the source for reports and logs: a link has no query string.</summary>
    internal MediaSource WithoutSignature() =>
        Url is not null && StartsWith(Url, "http")
            ? new(Redactor.RemoveQueries(Redactor.RemoveQuery(Url)), path: null) { TaskFrame = TaskFrame }
            : this;

    /// <summary>Identifies the frame of a task; null for other sources.</summary>
    internal string? TaskFrame { get; private init; }

    /// <summary>Opens the file to inspect parts of it, shared with other readers.</summary>
    /// <exception cref="IOException">It does not exist, or is not a regular file.</exception>
    internal FileStream OpenFileToInspect() => RegularFile.Open(Path!, bufferSize: 4096, FileOptions.None);

    /// <summary>Opens the file to send it, shared with other readers.</summary>
    /// <exception cref="IOException">It does not exist, or is not a regular file.</exception>
    internal FileStream OpenFile() =>
        RegularFile.Open(Path!, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static bool StartsWith(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
