using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Storage;

namespace MeshVideo.Downloads;

/// <summary>
/// The bytes received so far, which a later attempt or run can continue. The sidecar describes only bytes that are on the disk,
/// and no longer describes them before the part file gets others: whatever happens, two versions are never joined.
/// </summary>
internal sealed class ResumableDownload(Download download, PartFile part, Sidecar sidecar)
{
    private const long CheckpointLength = 64 * 1024 * 1024;
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _sinceCheckpoint = Stopwatch.StartNew();
    private EntityTagHeaderValue? _version;
    private string _source = string.Empty;
    private Task _checkpoint = Task.CompletedTask;
    private long _checkpointLength;

    /// <summary>The number of bytes received.</summary>
    public long Length => part.Length;

    /// <summary>The length of the whole file, once the host has sent it.</summary>
    public long? ExpectedLength { get; private set; }

    /// <summary>Whether all bytes of the file have arrived; false if the host has not sent its length.</summary>
    public bool HasExpectedLength => Length == ExpectedLength;

    /// <summary>Continues the part file of an earlier run if it has the same file; empties it otherwise.</summary>
    /// <param name="source">The link without its query.</param>
    public void Resume(string source)
    {
        _source = source;
        if (sidecar.Saved is { } saved && saved.Length == Length && saved.LastWriteTicks == part.LastWriteTicks)
        {
            // The run that completed the file died before it could rename it.
            ExpectedLength = Length;
        }
        else if (sidecar.FindPartial(source) is { FlushedLength: > 0 } partial
            && partial.FlushedLength <= Length && partial.FlushedLength <= (partial.Length ?? long.MaxValue)
            && EntityTagHeaderValue.TryParse(partial.ETag, out EntityTagHeaderValue? version) && !version.IsWeak)
        {
            part.TruncateTo(partial.FlushedLength);
            (_version, ExpectedLength, _checkpointLength) = (version, partial.Length, partial.FlushedLength);
        }
        else
        {
            sidecar.RecordStart(source);
            part.TruncateTo(0);
        }
    }

    /// <summary>Starts again if the file is now at another place.</summary>
    public async Task SetSourceAsync(string source)
    {
        if (_source != source)
        {
            await RestartAsync().ConfigureAwait(false);
            _source = source;
        }
    }

    /// <summary>Requests only the missing bytes, if the host has sent an entity tag for the bytes received.</summary>
    public void AddRangeHeaders(HttpRequestHeaders headers)
    {
        if (Length > 0 && _version is not null)
        {
            headers.Range = new RangeHeaderValue(Length, null);
            headers.IfRange = new RangeConditionHeaderValue(_version);
        }
    }

    /// <summary>Prepares for the body of a response.</summary>
    /// <returns>False if the body does not continue the bytes received.</returns>
    public async Task<bool> TryAcceptAsync(HttpResponseMessage response)
    {
        // Only a strong entity tag promises identical bytes.
        EntityTagHeaderValue? version = response.Headers.ETag is { IsWeak: false } tag ? tag : null;
        bool isEncoded = ContentDecoder.IsEncoded(response.Content);
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            await RestartAsync().ConfigureAwait(false);
            // A decoded body has another length than was sent, and cannot be resumed.
            ExpectedLength = isEncoded ? null : response.Content.Headers.ContentLength;
            _version = isEncoded ? null : version;
            return true;
        }

        // Some hosts send a part that was not requested.
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        bool isFirst = Length == 0;
        bool isSameVersion = isFirst || (_version is not null && Equals(version, _version));
        bool isSameLength = isFirst || range?.Length is null || ExpectedLength is null || range.Length == ExpectedLength;
        if (range?.From != Length || !isSameVersion || !isSameLength || isEncoded)
        {
            await RestartAsync().ConfigureAwait(false);
            return false;
        }

        ExpectedLength = range.Length ?? ExpectedLength;
        _version = version;
        return true;
    }

    /// <summary>Appends bytes. From time to time, the bytes so far are flushed and recorded in the background.</summary>
    public async Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        await part.WriteAsync(buffer, count, cancellationToken).ConfigureAwait(false);
        bool isDue = Length - _checkpointLength >= CheckpointLength || _sinceCheckpoint.Elapsed >= CheckpointInterval;
        if (isDue && part.IsLocked && _version is not null && !sidecar.IsUnwritable && _checkpoint.IsCompleted)
        {
            await _checkpoint.ConfigureAwait(false);
            _checkpoint = CheckpointAsync();
        }
    }

    /// <summary>Discards the bytes received.</summary>
    public async Task RestartAsync()
    {
        await _checkpoint.ConfigureAwait(false);
        sidecar.RecordStart(_source);
        part.TruncateTo(0);
        (_version, ExpectedLength, _checkpointLength) = (null, null, 0);
    }

    /// <summary>Checks that the bytes received are a complete file of the artifact's kind.</summary>
    /// <returns>What is wrong, or null.</returns>
    public async Task<string?> ValidateAsync()
    {
        await _checkpoint.ConfigureAwait(false);
        return await DiskTaskScheduler.RunAsync(() => part.Read(download.Artifact.Validate)).ConfigureAwait(false);
    }

    /// <summary>Reads the bytes received.</summary>
    public T Read<T>(Func<Stream, T> read) => part.Read(read);

    /// <summary>Keeps the bytes received for a later run, if it could resume with them.</summary>
    /// <returns>Whether they are kept.</returns>
    public async Task<bool> TryKeepAsync()
    {
        if (_version is null || Length == 0 || !part.IsLocked)
        {
            return false;
        }

        try
        {
            await _checkpoint.ConfigureAwait(false);
            await CheckpointAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception))
        {
            return false;
        }

        if (!sidecar.IsUnwritable)
        {
            part.Keep();
        }

        return !sidecar.IsUnwritable;
    }

    /// <summary>Removes the description of the part file, which is about to be deleted.</summary>
    public async Task DiscardAsync()
    {
        try
        {
            // The checkpoint may have failed too.
            await Task.WhenAny(_checkpoint).ConfigureAwait(false);
            sidecar.ClearPartial();
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception))
        {
            // Without the file the description means nothing.
        }
    }

    /// <summary>Flushes the file to the disk and renames it.</summary>
    /// <exception cref="IOException">The file exists and is not to be replaced, or the disk failed.</exception>
    public async Task CompleteAsync(string? type, string path)
    {
        await _checkpoint.ConfigureAwait(false);
        await DiskTaskScheduler.RunAsync(() =>
        {
            part.PinLastWriteTime();
            part.Flush();
            sidecar.RecordSaved(type, Length, part.LastWriteTicks, () => part.MoveTo(path, download.Options.Overwrite));
        }).ConfigureAwait(false);
        await download.Session.FolderFlusher.FlushAsync(Path.GetDirectoryName(path)!).ConfigureAwait(false);
    }

    private Task CheckpointAsync()
    {
        _sinceCheckpoint.Restart();
        (string source, string tag, long? expectedLength, long length) = (_source, _version!.ToString(), ExpectedLength, Length);
        _checkpointLength = length;
        return DiskTaskScheduler.RunAsync(() =>
        {
            part.Flush();
            sidecar.RecordPartial(source, tag, expectedLength, length);
        });
    }
}
