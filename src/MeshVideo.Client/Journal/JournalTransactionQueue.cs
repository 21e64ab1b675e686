using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Journal;

/// <summary>
/// Runs the transactions of a run on the journal, one at a time under its lock. Those that arrive while others are written share
/// the next lock and the next flush to the disk.
/// </summary>
internal sealed class JournalTransactionQueue(JournalFile file, JournalLock fileLock)
{
    private static readonly TimeSpan LockRetryDelay = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongWaitThreshold = TimeSpan.FromSeconds(2);

    private readonly List<QueuedTransaction> _queue = [];
    private bool _isRunning;

    /// <summary>Runs a transaction. Its lines are on the disk when it has ended.</summary>
    /// <param name="work">Reads the state and appends lines.</param>
    /// <param name="isResult">
    /// Whether the transaction records the result of a request that was sent. Results are written before requests to send, which
    /// may have to be removed.
    /// </param>
    /// <param name="log">The log for messages about the journal.</param>
    /// <param name="cancellationToken">Cancels the transaction if it has not begun.</param>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.JournalUnusable"/>: the lines were not written, or may not be on the disk.
    /// </exception>
    public async Task<T> RunAsync<T>(
        Func<JournalTransaction, Task<T>> work, bool isResult, IActivityLog log, CancellationToken cancellationToken)
    {
        T result = default!;
        QueuedTransaction queued = new(async transaction => result = await work(transaction).ConfigureAwait(false));
        lock (_queue)
        {
            _queue.Insert(isResult ? 0 : _queue.Count, queued);
            if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(() => RunQueueAsync(log), CancellationToken.None);
            }
        }

        using (cancellationToken.Register(() => Cancel(queued, cancellationToken)))
        {
            await queued.Completion.ConfigureAwait(false);
        }

        return result;
    }

    private void Cancel(QueuedTransaction transaction, CancellationToken cancellationToken)
    {
        lock (_queue)
        {
            if (!_queue.Remove(transaction))
            {
                return;
            }
        }

        transaction.Cancel(cancellationToken);
    }

    private async Task RunQueueAsync(IActivityLog log)
    {
        Stopwatch waiting = Stopwatch.StartNew();
        for (bool isReported = false; ;)
        {
            lock (_queue)
            {
                if (_queue.Count == 0)
                {
                    _isRunning = false;
                    return;
                }
            }

            try
            {
                using IDisposable? handle = fileLock.TryAcquire();
                if (handle is not null)
                {
                    await RunBatchAsync(TakeAll(), log).ConfigureAwait(false);
                    waiting.Restart();
                    continue;
                }
            }
            catch (MeshVideoException exception)
            {
                // If the folder was removed, the lock file cannot be created.
                MeshVideoException error = file.FindLoss(exception.InnerException) ?? exception;
                TakeAll().ForEach(transaction => transaction.Fail(error));
                continue;
            }

            if (!isReported && waiting.Elapsed > LongWaitThreshold)
            {
                isReported = true;
                log.Write(
                    ActivityLevel.Warning,
                    $"Another run has locked the journal '{file.Path}'. Waiting for it. "
                        + "If it has stopped responding, end its process.");
            }

            await Task.Delay(LockRetryDelay).ConfigureAwait(false);
        }
    }

    private List<QueuedTransaction> TakeAll()
    {
        lock (_queue)
        {
            List<QueuedTransaction> all = [.. _queue];
            _queue.Clear();
            return all;
        }
    }

    private async Task RunBatchAsync(List<QueuedTransaction> batch, IActivityLog log)
    {
        List<QueuedTransaction> written = [];
        try
        {
            using JournalTransaction transaction = file.Begin();
            foreach (QueuedTransaction queued in batch)
            {
                if (await queued.TryRunAsync(transaction).ConfigureAwait(false))
                {
                    written.Add(queued);
                }
            }

            bool wasDurable = file.IsDurable;
            transaction.Commit();
            if (wasDurable && !file.IsDurable)
            {
                log.Write(
                    ActivityLevel.Warning,
                    $"The file system of the journal '{file.Path}' cannot flush files to the disk. "
                        + "After a power failure, the last lines of the journal can be missing.");
            }
        }
        catch (MeshVideoException exception)
        {
            batch.ForEach(queued => queued.Fail(exception));
            return;
        }

        written.ForEach(queued => queued.Succeed());
    }
}
