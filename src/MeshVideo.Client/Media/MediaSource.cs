using System;
using System.IO;
using System.Threading;
using MeshVideo.Media;

namespace MeshVideo;

/// <summary>Where a media input comes from: a public link, a data URI, a provider asset, or a file on this machine.</summary>
public sealed class MediaSource
{
    private const long NotChecked = -1;

    private long _checkedLength = NotChecked;

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

    /// <summary>Takes the last frame of a task. The service signs its link anew at each read; the frame stays that of the task.</summary>
    /// <param name="task">The task, with a link to its last frame.</param>
    /// <returns>The source.</returns>
    public static MediaSource FromLastFrame(VideoTask task) => new(task.LastFrameUrl!.OriginalString, path: null) { TaskFrame = $"task:{task.Id}/last_frame" };

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

    /// <summary>How long the file was when the rules judged it: a file of another length has not been judged. Null before.</summary>
    internal long? CheckedLength
    {
        get => Interlocked.Read(ref _checkedLength) is var length and not NotChecked ? length : null;
        set => Interlocked.Exchange(ref _checkedLength, value ?? NotChecked);
    }

    /// <summary>Which frame of which task it is; null for anything else.</summary>
    internal string? TaskFrame { get; private init; }

    /// <summary>Opens the file for reading, shared with others who read.</summary>
    /// <exception cref="IOException">It is not there, or is no file.</exception>
    internal FileStream OpenFile() => LocalFile.Open(Path!, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>Opens the file for looking here and there into it.</summary>
    /// <exception cref="IOException">It is not there, or is no file.</exception>
    internal FileStream OpenFileToProbe() => LocalFile.Open(Path!, bufferSize: 4096, FileOptions.RandomAccess);

    private static bool StartsWith(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
