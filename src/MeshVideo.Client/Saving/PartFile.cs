using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Compatibility;
using MeshVideo.Storage;

namespace MeshVideo.Saving;

/// <summary>The bytes of a file being fetched, beside its target until they are whole; only then they take the target's name.</summary>
internal sealed class PartFile : IDisposable
{
    // Windows neither renames nor removes an open file. Elsewhere it is kept, and kept from others, until that is done: another process
    // could otherwise take it for its own in between.
    private static readonly bool IsClosedFirst = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    // Only Windows writes while nobody waits. Elsewhere it would be another thread that does, woken up for each piece.
    private static readonly bool IsWrittenInPlace = !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    // Whoever was stopped a moment ago may still bring to the disk what it has.
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50);

    private const string Extension = ".part";

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly bool _isLocked;
    private bool _stays;

    private PartFile(string path, FileStream stream, bool isLocked)
    {
        _path = path;
        _stream = stream;
        _isLocked = isLocked;
        Length = stream.Length;
    }

    /// <summary>Its bytes.</summary>
    public long Length { get; private set; }

    /// <summary>When it was last written to: UTC, in ticks.</summary>
    public long Modified => File.GetLastWriteTimeUtc(_path).Ticks;

    /// <summary>Whether a target has a part file.</summary>
    public static bool Exists(PrivateFolder folder, string target) => folder.Exists && File.Exists(folder.PathOf(Path.GetFileName(target), Extension));

    /// <summary>Opens the part file of a target, with what may be in it, so that nobody else can.</summary>
    /// <returns>The file; null where another process, or another saver of this one, has it.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static async Task<PartFile?> OpenAsync(PrivateFolder folder, string target, CancellationToken cancellationToken)
    {
        for (Stopwatch watch = Stopwatch.StartNew(); ;)
        {
            string path = folder.PathOf(Path.GetFileName(target), Extension);
            if (TryOpen(folder, path) is not { } stream)
            {
                if (watch.Elapsed > LockPatience)
                {
                    return null;
                }

                await Task.Delay(LockPause, cancellationToken).ConfigureAwait(false);
            }
            else if (!FileLock.IsHeld(path))
            {
                // Without locks another process may have it open as well. A file of a name that nobody else knows needs none.
                bool isEmpty = stream.Length == 0;
                stream.Dispose();
                if (isEmpty)
                {
                    File.Delete(path);
                }

                string own = folder.PathOf($"{Guid.NewGuid():N}", Extension);
                return new PartFile(own, new FileStream(own, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1), isLocked: false);
            }
            else if (stream.IsAt(path))
            {
                return new PartFile(path, stream, isLocked: true);
            }
            else
            {
                // Between our opening it and our having it, its owner gave it the target's name: it is a good file now, and not ours.
                stream.Dispose();
            }
        }
    }

    public async Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        if (IsWrittenInPlace)
        {
            _stream.Write(buffer, 0, count);
        }
        else
        {
            await _stream.WriteChunkAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
        }

        Length += count;
    }

    /// <summary>Keeps so much of the beginning, and goes on from there.</summary>
    public void Cut(long length)
    {
        if (_stream.Length != length)
        {
            _stream.SetLength(length);
        }

        _stream.Position = length;
        Length = length;
    }

    /// <summary>Brings the bytes to the disk, which may go on beside a write: the stream keeps nothing back.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Flush() => IsDurable &= DurableFlush.File(_stream);

    /// <summary>Whether its bytes could be brought to the disk: some file systems know no such thing.</summary>
    public bool IsDurable { get; private set; } = true;

    /// <summary>Looks at the bytes.</summary>
    public T Examine<T>(Func<Stream, T> look) => look(_stream);

    /// <summary>Ends the writing, so that the file's time is its last.</summary>
    public void Seal()
    {
        Flush();
        if (IsClosedFirst)
        {
            _stream.Dispose();
        }
    }

    /// <summary>Gives the sealed file its name.</summary>
    /// <exception cref="IOException">There is such a file, and it may not be replaced; or the system refuses.</exception>
    public void MoveTo(string target, bool replace)
    {
        if (!IsClosedFirst && !_stream.IsAt(_path))
        {
            throw new IOException("the unfinished file was taken away or replaced");
        }

        if (!IsClosedFirst && _isLocked && !FileLock.IsHeld(_path))
        {
            throw new IOException("the file system gave up the lock on the unfinished file, so another process may have written to it");
        }

        if (replace)
        {
            Shims.MoveOver(_path, target);
        }
        else
        {
            File.Move(_path, target);
        }

        _stays = true;
    }

    /// <summary>Whether another run can continue the file: it has to find it, and to have it alone.</summary>
    public bool IsLastingName => _isLocked;

    /// <summary>Lets the file be, for another run to continue.</summary>
    public void Keep() => _stays = true;

    /// <summary>Closes the file, and removes it unless it has its name by now or is to be kept.</summary>
    public void Dispose()
    {
        if (IsClosedFirst)
        {
            _stream.Dispose();
        }

        try
        {
            if (!_stays)
            {
                File.Delete(_path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The fault that brought us here is what the user has to hear of.
        }

        _stream.Dispose();
    }

    private static FileStream? TryOpen(PrivateFolder folder, string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.Asynchronous);
        }
        catch (DirectoryNotFoundException)
        {
            folder.Reopen();
            return null;
        }
        catch (IOException exception) when (FileSharing.IsTaken(exception))
        {
            return null;
        }
    }
}
