using System;
using System.Collections.Generic;
using System.Diagnostics;
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
    private readonly RunLock _run;
    private readonly JournalTransactionQueue _transactions;
    private readonly OtherRunWait _otherRunWait;
    private readonly Stopwatch _sinceOpened = Stopwatch.StartNew();
    private readonly bool _resendAmbiguous;
    private readonly Dictionary<string, int> _occurrences = new(StringComparer.Ordinal);
    private int _active;
    private bool _isDisposed;

    private BatchJournal(string path, bool resendAmbiguous)
    {
        path = JournalFile.GetFullPath(path);
        _run = new RunLock(path);
        _file = new JournalFile(path, _run.Id);
        _lock = new JournalLock(path);
        _transactions = new JournalTransactionQueue(_file, _lock);
        _otherRunWait = new OtherRunWait(path, () => _sinceOpened.Elapsed);
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
        journal._run.DeleteAbandoned(journal._lock);
        return journal;
    }

    /// <summary>Reads the tasks of a journal, each once, in the order of their requests. Their status is not known.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The tasks, with id, model, creation time and the beginning of the prompt.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.JournalUnusable"/>: the file cannot be used as a journal.
    /// </exception>
    public static IReadOnlyList<VideoTask> ReadTasks(string path) =>
        [.. new JournalFile(path).ReadTasks().Select(JournalTask.FromLine)];

    /// <summary>Reads the requests of a journal with their tasks, in the order in which they were first sent.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The requests. Tasks that the journal names without a request follow.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.JournalUnusable"/>: the file cannot be used as a journal.
    /// </exception>
    public static IReadOnlyList<JournalEntry> ReadEntries(string path)
    {
        JournalState state = new JournalFile(path).ReadState();
        JournalEntry[] rows = [.. state.Rows.Select(JournalEntry.FromRow)];
        HashSet<string> ids = new(rows.Select(row => row.Task?.Id).OfType<string>(), StringComparer.Ordinal);
        return [.. rows, .. state.Tasks.Where(line => ids.Add(line.Id!)).Select(JournalEntry.FromTask)];
    }

    /// <summary>
    /// Gets whether an expiration is the default. A journal shortens it by some seconds for requests that could not be told apart
    /// otherwise.
    /// </summary>
    /// <param name="seconds">The value of <see cref="VideoTask.ExpiresAfterSec"/>.</param>
    /// <returns>Whether nobody has specified it.</returns>
    public static bool IsDefaultExpiration(int? seconds) => ExpirationMarker.IsMarkedDefault(seconds);

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
    public Task<VideoTask> CreateAsync(
        MeshVideoClient client, PreparedRequest request, CancellationToken cancellationToken) =>
        CreateAsync(client, request, new CreateThrottle(), cancellationToken);

    /// <summary>
    /// Creates the task of the next row of the run as one of several at the same time. The order of the calls is the order of the
    /// rows.
    /// </summary>
    /// <param name="client">The client. All requests of a journal must use the same service.</param>
    /// <param name="request">The video to create, prepared with hashes.</param>
    /// <param name="throttle">Limits the creates of the batch.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="CreateAsync(MeshVideoClient, VideoRequest, CancellationToken)" path="/returns|/exception"/>
    public async Task<VideoTask> CreateAsync(
        MeshVideoClient client, PreparedRequest request, CreateThrottle throttle, CancellationToken cancellationToken)
    {
        RequestIdentity identity = RequestIdentity.Create(request, client.Connection.Redactor);
        BatchRow row = Enter(identity, request.Request);
        try
        {
            JournaledCreate create = new(
                row, _file, _transactions, _run, _otherRunWait, client, _resendAmbiguous, throttle.SpendingLimit);
            return create.FindTask()
                ?? await create.RunAsync(
                    request, () => client.CreateAsync(request, throttle, create, cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            _otherRunWait.Remove(row);
            Exit();
        }
    }

    /// <summary>Ends the run, when its creates have ended. The file is not kept open.</summary>
    public void Dispose()
    {
        lock (_occurrences)
        {
            _isDisposed = true;
            if (_active == 0)
            {
                _run.Dispose();
            }
        }
    }

    private BatchRow Enter(RequestIdentity identity, VideoRequest request)
    {
        lock (_occurrences)
        {
            if (_isDisposed)
            {
                throw new InvalidOperationException("The journal is disposed.");
            }

            BatchRow row = new(
                identity,
                request,
                GetNextOccurrence(identity.Hash),
                identity.EarlierHash is { } earlier ? GetNextOccurrence(earlier) : 0);
            _active++;
            return row;
        }
    }

    private void Exit()
    {
        lock (_occurrences)
        {
            if (--_active == 0 && _isDisposed)
            {
                _run.Dispose();
            }
        }
    }

    private int GetNextOccurrence(string hash)
    {
        _occurrences.TryGetValue(hash, out int count);
        return _occurrences[hash] = count + 1;
    }
}
