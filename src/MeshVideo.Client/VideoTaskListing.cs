using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo;

/// <summary>Reads the service's list page by page, asking only for what is wanted.</summary>
public sealed class VideoTaskListing
{
    /// <summary>The most tasks the service puts into one page (<c>limit</c>).</summary>
    public const int LargestPage = 200;

    /// <summary>A page may repeat what was seen where as many tasks were made meanwhile. So many in a row are the same page again.</summary>
    private const int MostPagesWithoutNews = 5;

    private readonly MeshVideoClient _client;
    private readonly VideoTaskQuery _query;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private long _offset;
    private long _wanted;
    private int _pagesWithoutNews;
    private bool _ended;

    /// <summary>Prepares to list; nothing is sent yet.</summary>
    /// <param name="client">The service.</param>
    /// <param name="query">Which tasks.</param>
    /// <param name="skip">How many of the newest to pass over.</param>
    /// <param name="first">How many to read at most.</param>
    /// <param name="withTotal">Whether to ask for <see cref="Total"/> even where no task is wanted.</param>
    public VideoTaskListing(MeshVideoClient client, VideoTaskQuery query, long skip = 0, long first = long.MaxValue, bool withTotal = false)
    {
        _client = client;
        _query = query;
        _offset = skip;
        _wanted = first;
        _ended = first <= 0 && !withTotal;
    }

    /// <summary>How many tasks match in all, once the first page was read and if the service says.</summary>
    public long? Total { get; private set; }

    /// <summary>Asks for the next page.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The tasks not seen before, or null after the last page.</returns>
    /// <exception cref="MeshVideoException">The page could not be read.</exception>
    public async Task<IReadOnlyList<VideoTask>?> NextPageAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        int limit = (int)Math.Max(1, Math.Min(LargestPage, _wanted));
        VideoTaskPage page = await _client.ListAsync(_query, _offset, limit, cancellationToken).ConfigureAwait(false);
        Total ??= page.Total;
        _offset += page.Rows;

        // Tasks made while we page push rows down, so that the next page shows some of them again.
        List<VideoTask> fresh = new(page.Tasks.Count);
        foreach (VideoTask task in page.Tasks)
        {
            if (_wanted > 0 && _seen.Add(task.Id))
            {
                fresh.Add(task);
                _wanted--;
            }
        }

        _ended = !page.HasMore || page.Rows == 0 || _wanted <= 0;
        _pagesWithoutNews = fresh.Count > 0 ? 0 : _pagesWithoutNews + 1;
        return _ended || _pagesWithoutNews < MostPagesWithoutNews
            ? fresh
            : throw new MeshVideoException(
                MeshVideoErrorKind.InvalidResponse,
                "The service's list shows the same tasks page after page, and has no end. Something between here and the service may answer in its place: check the base address and the proxy.");
    }
}
