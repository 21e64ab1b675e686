using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Journal;

/// <summary>
/// Looks for the task of a row whose answer was lost. The service's list does not show a prompt, so that a task is taken for the
/// row's only if nothing else can be: it was made in the row's time with the same model and parameters, no line of the journal
/// claims it, and there are as many such tasks as identical rows with lost answers. Whole seconds and a skewed clock are what the
/// time allows for.
/// </summary>
internal sealed class LostTaskSearch(MeshVideoClient client, JournalState state)
{
    /// <summary>10,000 tasks in some minutes: no batch of one key does that.</summary>
    private const int MaximumPages = 50;

    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.CreateOutcomeUnknown"/>: the list could not be read.
    /// </exception>
    public async Task<LostTaskSearchResult> FindAsync(JournalAttempt lost, CancellationToken cancellationToken)
    {
        await SynchronizeClockAsync(lost, cancellationToken).ConfigureAwait(false);
        List<JournalAttempt> group = FindOverlapping(lost);
        List<VideoTask>? listed = await ListAsync(lost, group[0].EarliestCreation, group[group.Count - 1].LatestCreation, cancellationToken).ConfigureAwait(false);
        if (listed is null)
        {
            return new LostTaskSearchResult(Match: null, [], group.Count) { IsListTooLong = true };
        }

        List<VideoTask> candidates =
        [
            .. listed
                .Where(task => !state.IsClaimed(task.Id) && group.Exists(attempt => attempt.CouldHaveCreated(task)))
                .OrderBy(task => task.CreatedAt)
                .ThenBy(task => task.Id, StringComparer.Ordinal),
        ];
        bool hasCompetingRows = state.OpenAttempts.Any(other => other.Intent.Hash != lost.Intent.Hash && candidates.Exists(other.CouldHaveCreated));

        // Identical rows' tasks are interchangeable: in the order of time each gets one. If any order fits, this one does.
        bool isUnambiguous = !hasCompetingRows && candidates.Count == group.Count && !group.Where((attempt, i) => !attempt.Matches(candidates[i])).Any();
        return new LostTaskSearchResult(isUnambiguous ? candidates[group.IndexOf(lost)] : null, candidates, group.Count) { HasCompetingRows = hasCompetingRows };
    }

    // When it was sent is known by our clock, and when a task was made by the service's.
    private async Task SynchronizeClockAsync(JournalAttempt lost, CancellationToken cancellationToken)
    {
        if (client.Connection.Clock.Offset is null)
        {
            try
            {
                await client.ListAsync(new VideoTaskQuery(), offset: 0, limit: 1, cancellationToken).ConfigureAwait(false);
            }
            catch (MeshVideoException exception)
            {
                throw JournalErrors.CreateListUnreadable(lost, exception);
            }
        }

        foreach (JournalAttempt attempt in state.OpenAttempts)
        {
            attempt.CurrentOffset = client.Connection.Clock.Offset;
        }
    }

    /// <summary>
    /// The identical rows with lost answers whose times touch, so that one's task might be another's; oldest first.
    /// </summary>
    private List<JournalAttempt> FindOverlapping(JournalAttempt lost)
    {
        List<JournalAttempt> duplicates = state.GetUnresolvedDuplicates(lost.Intent.Hash);
        int first = duplicates.IndexOf(lost);
        int last = first;
        while (first > 0 && duplicates[first - 1].LatestCreation >= duplicates[first].EarliestCreation)
        {
            first--;
        }

        while (last < duplicates.Count - 1 && duplicates[last].LatestCreation >= duplicates[last + 1].EarliestCreation)
        {
            last++;
        }

        return duplicates.GetRange(first, last - first + 1);
    }

    /// <returns>Null where the list has no end.</returns>
    private async Task<List<VideoTask>?> ListAsync(JournalAttempt lost, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // The model is left to our own comparison: the less is taken for granted about the service, the better.
        VideoTaskQuery query = new() { CreatedAfter = from, CreatedBefore = JournalTime.TruncateToSeconds(until) + TimeSpan.FromSeconds(1) };
        VideoTaskListing listing = new(client, query);
        List<VideoTask> tasks = [];
        try
        {
            for (int pages = 0; pages < MaximumPages; pages++)
            {
                if (await listing.NextPageAsync(cancellationToken).ConfigureAwait(false) is not { } page)
                {
                    return tasks;
                }

                tasks.AddRange(page);
            }
        }
        catch (MeshVideoException exception)
        {
            throw JournalErrors.CreateListUnreadable(lost, exception);
        }

        return null;
    }
}
