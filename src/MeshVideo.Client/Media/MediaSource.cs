using System;
using System.IO;
using MeshVideo.Media;

namespace MeshVideo;

/// <summary>Where a media input comes from: a public link, a data URI, a provider asset, or a file on this machine.</summary>
public sealed class MediaSource
{
    private MediaSource(string? url, string? path)
    {
        Url = url;
        Path = path;
    }

    /// <summary>The link, data URI or asset as it is sent; null for a file.</summary>
    public string? Url { get; }

    /// <summary>The full path of the file, sent as a data URI; null for anything else.</summary>
    public string? Path { get; }

    /// <summary>Whether a text is an address rather than a path: it starts with http://, https://, data: or asset://.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True for an address.</returns>
    public static bool IsAddress(string text) =>
        StartsWith(text, "https://") || StartsWith(text, "http://") || StartsWith(text, "data:") || StartsWith(text, "asset://");

    /// <summary>Takes an address.</summary>
    /// <param name="url">An http or https link, a data URI or an asset.</param>
    /// <returns>The source.</returns>
    public static MediaSource FromUrl(string url) => new(url ?? throw new ArgumentNullException(nameof(url)), path: null);

    /// <summary>Takes the last frame of a task. The service signs the link anew for each read, but the frame is still that of the task.</summary>
    /// <param name="url">The link to the frame.</param>
    /// <param name="taskId">The id of the task.</param>
    /// <returns>The source.</returns>
    public static MediaSource FromLastFrame(Uri url, string taskId) =>
        new((url ?? throw new ArgumentNullException(nameof(url))).OriginalString, path: null) { TaskFrame = $"task:{taskId}/last_frame" };

    /// <summary>Takes a file; it is read when the request is sent.</summary>
    /// <param name="path">The full path.</param>
    /// <returns>The source.</returns>
    public static MediaSource FromFile(string path) => new(url: null, path ?? throw new ArgumentNullException(nameof(path)));

    /// <summary>The path, or the address without its query or data.</summary>
    /// <returns>One short line.</returns>
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

    /// <summary>Which frame of which task it is; null for anything else.</summary>
    internal string? TaskFrame { get; private init; }

    /// <summary>Opens the file to inspect parts of it, shared with other readers.</summary>
    /// <exception cref="IOException">It does not exist, or is not a regular file.</exception>
    internal FileStream OpenFileToInspect() => LocalFile.Open(Path!, bufferSize: 4096, FileOptions.None);

    /// <summary>Opens the file to send it, shared with other readers.</summary>
    /// <exception cref="IOException">It does not exist, or is not a regular file.</exception>
    internal FileStream OpenFile() => LocalFile.Open(Path!, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static bool StartsWith(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
