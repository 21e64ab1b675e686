using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo;

/// <summary>Reads the list of tasks page by page, and requests no more pages than needed.</summary>
public sealed class VideoTaskListing
{
    /// <summary>The maximum number of tasks of a page (<c>limit</c>).</summary>
    public const int MaximumPageSize = 200;

    /// <summary>
    /// A page can repeat earlier tasks if new ones were created in the meantime. If this many pages in a row have no new task,
    /// the service repeats the same page.
    /// </summary>
    private const int MaximumRepeatedPages = 5;

    private readonly MeshVideoClient _client;
    private readonly VideoTaskQuery _query;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private long _offset;
    private long _remaining;
    private int _repeatedPages;
    private bool _hasEnded;

    /// <summary>Initializes a listing. Nothing is sent.</summary>
    /// <param name="client">The client.</param>
    /// <param name="query">The tasks to list.</param>
    /// <param name="skip">The number of newest tasks to skip.</param>
    /// <param name="first">The maximum number of tasks to read.</param>
    /// <param name="includeTotal">Whether to request <see cref="Total"/> even if no task is to be read.</param>
    public VideoTaskListing(
        MeshVideoClient client, VideoTaskQuery query, long skip = 0, long first = long.MaxValue, bool includeTotal = false)
    {
        _client = client;
        _query = query;
        _offset = skip;
        _remaining = first;
        _hasEnded = first <= 0 && !includeTotal;
    }

    /// <summary>
    /// Gets the number of all matching tasks; null before the first page was read, or if the service does not return it.
    /// </summary>
    public long? Total { get; private set; }

    /// <summary>Reads the next page.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The tasks that were not returned before; null after the last page.</returns>
    /// <exception cref="MeshVideoException">The page could not be read.</exception>
    public async Task<IReadOnlyList<VideoTask>?> NextPageAsync(CancellationToken cancellationToken)
    {
        if (_hasEnded)
        {
            return null;
        }

        int limit = (int)Math.Max(1, Math.Min(MaximumPageSize, _remaining));
        VideoTaskPage page = await _client.ListAsync(_query, _offset, limit, cancellationToken).ConfigureAwait(false);
        Total ??= page.Total;
        _offset += page.Rows;

        // Tasks created in the meantime shift the rows, so that the next page repeats some of them.
        List<VideoTask> newTasks = new(page.Tasks.Count);
        foreach (VideoTask task in page.Tasks)
        {
            if (_remaining > 0 && _seen.Add(task.Id))
            {
                newTasks.Add(task);
                _remaining--;
            }
        }

        _hasEnded = !page.HasMore || page.Rows == 0 || _remaining <= 0;
        _repeatedPages = newTasks.Count > 0 ? 0 : _repeatedPages + 1;
        return _hasEnded || _repeatedPages < MaximumRepeatedPages
            ? newTasks
            : throw new MeshVideoException(
                MeshVideoErrorKind.InvalidResponse,
                "The service's list repeats the same tasks on every page. "
                    + "Check the base address and the proxy: a proxy may be intercepting the request.");
    }
}
