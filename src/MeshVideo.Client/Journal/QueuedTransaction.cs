using System;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Journal;

/// <summary>A transaction that waits for the journal.</summary>
internal sealed class QueuedTransaction(Func<JournalTransaction, Task> work)
{
    // Callers must not continue under the lock of the journal.
    private readonly TaskCompletionSource<bool> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Completion => _completion.Task;

    /// <summary>Runs the transaction. If it fails, it ends with its error, and does not affect others.</summary>
    /// <returns>Whether it was run. It then ends when its lines are on the disk.</returns>
    public async Task<bool> TryRunAsync(JournalTransaction transaction)
    {
        try
        {
            await work(transaction).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException exception)
        {
            Cancel(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }

        return false;
    }

    public void Succeed() => _completion.TrySetResult(true);

    public void Fail(Exception exception) => _completion.TrySetException(exception);

    public void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);
}
