using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Journal;

namespace MeshVideo;

/// <summary>
/// Makes a batch resumable: an append-only file that says what was about to be sent before it is sent, and what came of it. Run
/// the same batch again and what was made comes out without being sent. Safe to use from many threads, and by several processes
/// at once.
/// </summary>
/// <remarks>
/// A row of the batch is a request's content and its place among identical ones in the run: 1st, 2nd and so on. The content is
/// all that is sent; a local file counts by its bytes, the last frame of a task by the task, another link by its text without
/// what only signs it.
/// </remarks>
public sealed class BatchJournal : IDisposable
{
    private readonly JournalFile _file;
    private readonly JournalLock _lock;
    private readonly bool _resendAmbiguous;

    // Not disposed: its wait handle is never asked for, and work that ends late still leaves through it.
    private readonly SemaphoreSlim _createLock = new(1);
    private readonly Dictionary<string, int> _occurrences = new(StringComparer.Ordinal);
    private volatile bool _isDisposed;

    private BatchJournal(string path, bool resendAmbiguous)
    {
        _file = new JournalFile(path);
        _lock = new JournalLock(_file.Path);
        _resendAmbiguous = resendAmbiguous;
    }

    /// <summary>Opens the journal of a batch for one run. The file is created where there is none, its folder is not.</summary>
    /// <param name="path">The file. A lock file of the same name with <c>.lock</c> added is kept beside it.</param>
    /// <param name="resendAmbiguous">Whether to send once more what may have been carried out and cannot be told.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public static BatchJournal Open(string path, bool resendAmbiguous)
    {
        BatchJournal journal = new(path, resendAmbiguous);
        journal._file.EnsureWritable();
        // First, so that no lock file comes to stand beside what is no journal.
        journal._file.ReadExisting();
        journal._lock.EnsureUsable();
        return journal;
    }

    /// <summary>
    /// The tasks that a journal knows, in the order in which they were made; each once. Their state is not known.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The tasks: id, model, time and the beginning of the prompt.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public static IReadOnlyList<VideoTask> ReadTasks(string path) => [.. new JournalFile(path).ReadTasks().Select(JournalTask.FromLine)];

    /// <summary>Creates the task of the run's next row, unless an earlier run or another process has made it.</summary>
    /// <param name="client">The service: the same for the whole journal.</param>
    /// <param name="request">The video wanted.</param>
    /// <param name="cancellationToken">
    /// Stops at once; a request already sent may still be carried out, which the next run finds out.
    /// </param>
    /// <returns>The task, new or as it was made: then only what was requested is known of it.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.CreateOutcomeUnknown"/> where a task may exist, from now or from an earlier run; any other
    /// kind where none does, among them <see cref="MeshVideoErrorKind.JournalUnusable"/>.
    /// </exception>
    /// <exception cref="CreateInterruptedException">It was called off after it began to go out: a task may exist.</exception>
    public async Task<VideoTask> CreateAsync(MeshVideoClient client, VideoRequest request, CancellationToken cancellationToken) =>
        await CreateAsync(client, await PreparedRequest.CreateAsync(request, includeHashes: true, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Creates the task of the run's next row, unless an earlier run or another process has made it.</summary>
    /// <param name="client">The service: the same for the whole journal.</param>
    /// <param name="request">The video wanted, prepared with hashes.</param>
    /// <param name="cancellationToken">
    /// Stops at once; a request already sent may still be carried out, which the next run finds out.
    /// </param>
    /// <returns>The task, new or as it was made: then only what was requested is known of it.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.CreateOutcomeUnknown"/> where a task may exist, from now or from an earlier run; any other
    /// kind where none does, among them <see cref="MeshVideoErrorKind.JournalUnusable"/>.
    /// </exception>
    /// <exception cref="CreateInterruptedException">It was called off after it began to go out: a task may exist.</exception>
    public async Task<VideoTask> CreateAsync(MeshVideoClient client, PreparedRequest request, CancellationToken cancellationToken)
    {
        if (_isDisposed)
        {
            throw new InvalidOperationException("The run of this journal has ended.");
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

    /// <summary>Ends the run; the file is closed already.</summary>
    public void Dispose() => _isDisposed = true;

    private int GetNextOccurrence(string hash)
    {
        _occurrences.TryGetValue(hash, out int count);
        return _occurrences[hash] = count + 1;
    }
}
