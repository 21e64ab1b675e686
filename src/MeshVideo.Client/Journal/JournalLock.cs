using System;
using System.IO;
using MeshVideo.Storage;

namespace MeshVideo.Journal;

/// <summary>
/// Allows only one process, and only one journal within a process, to write at a time: by a file beside the journal that is
/// opened exclusively. The system releases the lock if the process ends for any reason. The lock is a separate file so that the
/// journal is always readable. It is not deleted, because a deleted file would not lock out a process that is about to open it.
/// </summary>
internal sealed class JournalLock
{
    private readonly string _journal;

    /// <param name="journal">The full path of the journal, which must exist when the lock is first used.</param>
    public JournalLock(string journal) => _journal = journal;

    // Runs that specify the journal by different links have to use the same lock.
    private string Path => field ??= FileOperations.ResolveLink(_journal) + ".lock";

    /// <summary>Verifies that the lock file can be opened.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void EnsureUsable() => TryOpen()?.Dispose();

    /// <summary>Takes the lock.</summary>
    /// <returns>The lock; null if another process has it. Disposing it releases it.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public IDisposable? TryAcquire()
    {
        FileStream? file = TryOpen();
        if (file is not null)
        {
            VerifyExclusive(file);
        }

        return file;
    }

    /// <returns>The open file; null if another process has it open.</returns>
    private FileStream? TryOpen()
    {
        try
        {
            return FileOperations.OpenPrivate(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (FileErrors.IsSharingViolation(exception))
        {
            return null;
        }
        catch (Exception exception) when (JournalErrors.IsFileError(exception))
        {
            throw JournalErrors.CreateUnusable(
                _journal,
                $"its lock file '{Path}' cannot be opened: {exception.Message}",
                "Check the permissions of the file and of its folder.",
                cause: exception);
        }
    }

    /// <summary>
    /// Verifies that the lock excludes others. On some network file systems, and with a certain setting of the runtime, everyone
    /// gets the lock. Other systems stop locking after some time. So it is verified each time.
    /// </summary>
    private void VerifyExclusive(FileStream held)
    {
        using FileStream? second = TryOpen();
        if (second is not null)
        {
            held.Dispose();
            throw JournalErrors.CreateUnusable(
                _journal,
                "locks do not work on the file system of its folder, and concurrent runs would be charged twice",
                "Put it on a local disk.");
        }
    }
}
