using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Storage;

namespace MeshVideo.Journal;

/// <summary>
/// What lets one process, and one journal within a process, create at a time: a file beside the journal, opened so that nobody
/// else can open it. The system gives it back when its holder dies, however. It is a file of its own so that the journal can
/// always be read, and it stays, since a file that is removed while others are about to open it locks nothing.
/// </summary>
internal sealed class JournalLock
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongWaitThreshold = TimeSpan.FromSeconds(2);

    private readonly string _journal;

    /// <param name="journal">The full path of the journal; there has to be one when the lock is first used.</param>
    public JournalLock(string journal) => _journal = journal;

    // Two runs that name the journal by different links have to meet.
    private string Path => field ??= FileOperations.ResolveLink(_journal) + ".lock";

    /// <summary>Finds out early whether there can be a lock.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void EnsureUsable() => TryOpen()?.Dispose();

    /// <summary>Waits for the lock; disposing what is returned gives it back.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public async Task<IDisposable> AcquireAsync(IActivityLog log, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (bool isReported = false; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen() is { } file)
            {
                VerifyExclusive(file);
                return file;
            }

            if (!isReported && watch.Elapsed > LongWaitThreshold)
            {
                isReported = true;
                log.Write(ActivityLevel.Warning, $"Another run with the journal '{_journal}' is creating a task. Waiting for it; if it has stopped responding, end it.");
            }

            await Task.Delay(RetryDelay, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Null while another has it.</returns>
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
            throw JournalErrors.CreateUnusable(_journal, $"its lock file '{Path}' cannot be opened: {exception.Message}", "Check the permissions of the file and of its folder.", cause: exception);
        }
    }

    /// <summary>
    /// Some network file systems, and a setting of the runtime, give the lock to everybody; others stop locking after some time.
    /// So it is proven each time.
    /// </summary>
    private void VerifyExclusive(FileStream held)
    {
        using FileStream? second = TryOpen();
        if (second is not null)
        {
            held.Dispose();
            throw JournalErrors.CreateUnusable(_journal, "the file system of its folder has no locks, and two runs at once would pay twice", "Put it on a local disk.");
        }
    }
}
