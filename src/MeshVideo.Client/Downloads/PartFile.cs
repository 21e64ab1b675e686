using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Storage;

namespace MeshVideo.Downloads;

/// <summary>The bytes of an unfinished download, in a locked file that gets the target's name only when it is complete.</summary>
internal sealed class PartFile : IDisposable
{
    /// <summary>The extension of part files.</summary>
    public const string Extension = ".part";

    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    // A run that was stopped a moment ago may still be flushing.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LockRetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly string _path;
    private readonly FileStream _stream;
    private bool _isKept;

    private PartFile(string path, FileStream stream, bool isLocked)
    {
        _path = path;
        _stream = stream;
        IsLocked = isLocked;
        Length = stream.Length;
    }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Its time of last write: ticks, UTC.</summary>
    public long LastWriteTicks => File.GetLastWriteTimeUtc(_path).Ticks;

    /// <summary>Whether the file is locked. If not, it has a name of its own, and no later run can resume it.</summary>
    public bool IsLocked { get; }

    /// <summary>Whether the file system supports flushing.</summary>
    public bool IsDurable { get; private set; } = true;

    /// <summary>Whether there is a part file for a target.</summary>
    public static bool Exists(PrivateFolder folder, string targetPath) =>
        folder.Exists && File.Exists(GetPath(folder, targetPath));

    /// <summary>Opens and locks the part file of a target, with the content that an earlier run has left.</summary>
    /// <returns>The file; null if another process, or another download of this one, has it open.</returns>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static async Task<PartFile?> OpenAsync(PrivateFolder folder, string targetPath, CancellationToken cancellationToken)
    {
        for (Stopwatch elapsed = Stopwatch.StartNew(); ;)
        {
            string path = GetPath(folder, targetPath);
            if (TryOpen(folder, path) is not { } stream)
            {
                if (elapsed.Elapsed > LockTimeout)
                {
                    return null;
                }

                await Task.Delay(LockRetryDelay, cancellationToken).ConfigureAwait(false);
            }
            else if (!FileLock.IsEnforced(path))
            {
                return OpenUnlocked(folder, path, stream);
            }
            else if (stream.IsSameFile(path))
            {
                return new PartFile(path, stream, isLocked: true);
            }
            else
            {
                // Before the lock was granted, another process has given the file the target's name: it is a saved file now.
                stream.Dispose();
            }
        }
    }

    /// <summary>Appends bytes.</summary>
    public async Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        if (IsWindows)
        {
            await _stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // Only Windows has asynchronous file I/O. Elsewhere it only means that another thread blocks.
            _stream.Write(buffer, 0, count);
        }

        Length += count;
    }

    /// <summary>Truncates the file to a length, and continues from there.</summary>
    public void TruncateTo(long length)
    {
        if (_stream.Length != length)
        {
            _stream.SetLength(length);
        }

        _stream.Position = length;
        Length = length;
    }

    /// <summary>Flushes the file to the disk. This may run during a write: the stream has no buffer.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Flush() => IsDurable &= DiskFlush.FlushFile(_stream);

    /// <summary>Reads the content.</summary>
    public T Read<T>(Func<Stream, T> read) => read(_stream);

    /// <summary>Keeps the last write time of the complete file from changing when it is closed.</summary>
    public void PinLastWriteTime()
    {
        if (IsWindows)
        {
            WindowsFile.PinLastWriteTime(_stream, _path);
        }
    }

    /// <summary>Renames the flushed file. It stays open and locked: otherwise another process could open it as its own.</summary>
    /// <exception cref="IOException">The target exists and is not to be replaced, or the lock did not hold.</exception>
    public void MoveTo(string targetPath, bool overwrite)
    {
        if (!IsWindows && !_stream.IsSameFile(_path))
        {
            throw new IOException("the unfinished file was removed or replaced");
        }

        if (!IsWindows && IsLocked && !FileLock.IsEnforced(_path))
        {
            throw new IOException("the file system has lost the lock on the unfinished file; another process may have used it");
        }

        _stream.Rename(_path, targetPath, overwrite);
        _isKept = true;
    }

    /// <summary>Keeps the file for a later run.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Closes the file, and deletes it unless it was renamed or kept.</summary>
    public void Dispose()
    {
        try
        {
            if (!_isKept)
            {
                _stream.Delete(_path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The error that led here is the one to report.
        }

        _stream.Dispose();
    }

    private static string GetPath(PrivateFolder folder, string targetPath) =>
        folder.GetPath(Path.GetFileName(targetPath), Extension);

    private static FileStream? TryOpen(PrivateFolder folder, string path)
    {
        try
        {
            return FileOperations.OpenExclusive(path, FileMode.OpenOrCreate);
        }
        catch (DirectoryNotFoundException)
        {
            folder.Reopen();
            return null;
        }
        catch (Exception exception) when (FileErrors.IsInUse(exception))
        {
            return null;
        }
    }

    // Without working locks another process may have the same file open. A file whose name nobody else knows needs no lock.
    private static PartFile OpenUnlocked(PrivateFolder folder, string path, FileStream stream)
    {
        if (stream.Length == 0)
        {
            stream.Delete(path);
        }

        stream.Dispose();
        string uniquePath = folder.GetPath(UnlockedPartFiles.CreateName(), Extension);
        return new PartFile(uniquePath, FileOperations.OpenExclusive(uniquePath, FileMode.CreateNew), isLocked: false);
    }
}
