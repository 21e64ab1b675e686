using System;
using System.Collections.Concurrent;
using System.Threading;
using MeshVideo.Storage;

namespace MeshVideo.Downloads;

/// <summary>What the downloads of a <see cref="VideoDownloader"/> share.</summary>
internal sealed class DownloadContext(DownloadOptions options)
{
    /// <summary>A disk flushes many files at once about as fast as one, but each of them is open meanwhile.</summary>
    private const int MaximumFinishing = 16;

    private readonly ConcurrentDictionary<string, bool> _cleanFolders = new(StringComparer.Ordinal);
    private long _bytesReceived;
    private int _isFlushWarningWritten;
    private int _isExpirationWarningWritten;

    public DownloadOptions Options => options;

    /// <summary>Limits the transfers.</summary>
    public ConcurrencyLimiter Transfers { get; } = new(options.MaximumConcurrency);

    /// <summary>Limits the files that are being flushed and renamed.</summary>
    public ConcurrencyLimiter Finishing { get; } = new(MaximumFinishing);

    public FolderFlusher FolderFlusher { get; } = new();

    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    public void AddBytesReceived(int count) => Interlocked.Add(ref _bytesReceived, count);

    /// <summary>Whether the caller is the first that saves to a folder, and is to delete abandoned part files.</summary>
    public bool ClaimCleanup(string folder) => _cleanFolders.TryAdd(folder, true);

    /// <summary>Whether the caller is the first, and is to warn that files cannot be flushed.</summary>
    public bool ClaimFlushWarning() => Interlocked.Exchange(ref _isFlushWarningWritten, 1) == 0;

    /// <summary>Whether the caller is the first, and is to warn that links have expired.</summary>
    public bool ClaimExpirationWarning() => Interlocked.Exchange(ref _isExpirationWarningWritten, 1) == 0;
}
