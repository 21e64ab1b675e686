using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Journal;

namespace MeshVideo;

/// <summary>
/// Makes a batch resumable: an append-only file that records each request before it is sent, and its outcome. If the same batch
/// runs again, the tasks that it created are returned without being sent again. All members are thread-safe, and several
/// processes can use a journal at the same time.
/// </summary>
/// <remarks>
/// A row of the batch is identified by the content of its request and its occurrence among identical requests of the run: 1st,
/// 2nd and so on. The content is everything that is sent. A local file counts by its bytes, the last frame of a task by the task,
/// and another link by its text without its signature.
/// </remarks>
public sealed class BatchJournal : IDisposable
{
    private readonly JournalFile _file;
    private readonly JournalLock _lock;
    private readonly bool _resendAmbiguous;

    // Not disposed: the semaphore never allocates a wait handle, and late operations still release it.
    private readonly SemaphoreSlim _createLock = new(1);
    private readonly Dictionary<string, int> _occurrences = new(StringComparer.Ordinal);
    private volatile bool _isDisposed;

    private BatchJournal(string path, bool resendAmbiguous)
    {
        _file = new JournalFile(path);
        _lock = new JournalLock(_file.Path);
        _resendAmbiguous = resendAmbiguous;
    }

    /// <summary>
    /// Opens the journal of a batch for one run. The file is created if it does not exist; its folder must exist.
    /// </summary>
    /// <param name="path">The path. A lock file with the extension <c>.lock</c> added to the name is created beside it.</param>
    /// <param name="resendAmbiguous">
    /// Whether to send requests again whose outcome is unknown and whose task cannot be identified.
    /// </param>
    /// <returns>The journal.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.JournalUnusable"/>: the file cannot be used as a journal.
    /// </exception>
    public static BatchJournal Open(string path, bool resendAmbiguous)
    {
        BatchJournal journal = new(path, resendAmbiguous);
        journal._file.EnsureWritable();
        // The file is read first, so that no lock file is created beside a file that is not a journal.
        journal._file.ReadExisting();
        journal._lock.EnsureUsable();
        return journal;
    }

    /// <summary>Reads the tasks of a journal, in the order of creation, each once. Their status is not known.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The tasks, with id, model, creation time and the beginning of the prompt.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.JournalUnusable"/>: the file cannot be used as a journal.
    /// </exception>
    public static IReadOnlyList<VideoTask> ReadTasks(string path) =>
        [.. new JournalFile(path).ReadTasks().Select(JournalTask.FromLine)];

    /// <summary>Creates the task of the next row of the run, unless an earlier run or another process has created it.</summary>
    /// <param name="client">The client. All requests of a journal must use the same service.</param>
    /// <param name="request">The video to create.</param>
    /// <param name="cancellationToken">
    /// Cancels the operation immediately. If the service processes a request that was already sent, the next run finds the task.
    /// </param>
    /// <returns>The task. If it already existed, only the values of its request are known.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.CreateOutcomeUnknown"/> if a task may exist, from this or from an earlier run; another kind,
    /// such as <see cref="MeshVideoErrorKind.JournalUnusable"/>, if no task was created.
    /// </exception>
    /// <exception cref="CreateInterruptedException">The request was canceled after sending began. A task may exist.</exception>
    public async Task<VideoTask> CreateAsync(MeshVideoClient client, VideoRequest request, CancellationToken cancellationToken) =>
        await CreateAsync(
            client,
            await PreparedRequest.CreateAsync(request, includeHashes: true, cancellationToken).ConfigureAwait(false),
            cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc cref="CreateAsync(MeshVideoClient, VideoRequest, CancellationToken)"/>
    public async Task<VideoTask> CreateAsync(MeshVideoClient client, PreparedRequest request, CancellationToken cancellationToken)
    {
        if (_isDisposed)
        {
            throw new InvalidOperationException("The journal is disposed.");
        }

        RequestIdentity identity = RequestIdentity.Create(request, client.Connection.Redactor);
        await _createLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            JournalRow row = _file.State.GetRow(identity.Hash, GetNextOccurrence(identity.Hash));
            JournalRow? earlier = identity.EarlierHash is { } hash ? _file.State.GetRow(hash, GetNextOccurrence(hash)) : null;
            JournaledCreate create = new(_file, _lock, client, request, identity, _resendAmbiguous);
            return await create.RunAsync(row, earlier, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _createLock.Release();
        }
    }

    /// <summary>Ends the run. The file is not kept open.</summary>
    public void Dispose() => _isDisposed = true;

    private int GetNextOccurrence(string hash)
    {
        _occurrences.TryGetValue(hash, out int count);
        return _occurrences[hash] = count + 1;
    }
}
