using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Journal;

/// <summary>
/// Searches for the task of a row whose response was lost. The service's list does not contain prompts, so a task is used only if
/// the match is unambiguous: it was created in the time of the row with the same model and parameters, no line of the journal has
/// it, and there are as many such tasks as identical rows with lost responses. The time allows for whole seconds and a clock that
/// differs.
/// </summary>
internal sealed class LostTaskSearch(MeshVideoClient client, JournalState state)
{
    /// <summary>10,000 tasks in a few minutes are more than a batch with one API key can create.</summary>
    private const int MaximumPages = 50;

    /// <summary>Searches for the task.</summary>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.CreateOutcomeUnknown"/>: the list could not be read.
    /// </exception>
    public async Task<LostTaskSearchResult> FindAsync(JournalAttempt lost, CancellationToken cancellationToken)
    {
        await SynchronizeClockAsync(lost, cancellationToken).ConfigureAwait(false);
        List<JournalAttempt> group = FindOverlapping(lost);
        List<VideoTask>? listed = await ListAsync(
            lost, group[0].EarliestCreation, group[group.Count - 1].LatestCreation, cancellationToken)
            .ConfigureAwait(false);
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
        List<VideoTask> own = candidates.FindAll(lost.CouldHaveCreated);
        if (own.Count == 1 && lost.Matches(own[0])
            && !state.OpenAttempts.Any(other => other != lost && other.CouldHaveCreated(own[0])))
        {
            // Requests that were sent at the same time differ in their expiration.
            return new LostTaskSearchResult(own[0], own, Rows: 1);
        }

        bool hasCompetingRows = state.OpenAttempts.Any(
            other => other.Intent.Hash != lost.Intent.Hash && candidates.Exists(other.CouldHaveCreated));

        // The tasks of identical rows are interchangeable, so they are assigned in the order of creation. If any assignment is
        // valid, this one is.
        bool isUnambiguous = !hasCompetingRows
            && candidates.Count == group.Count
            && !group.Where((attempt, i) => !attempt.Matches(candidates[i])).Any();
        return new LostTaskSearchResult(isUnambiguous ? candidates[group.IndexOf(lost)] : null, candidates, group.Count)
        {
            HasCompetingRows = hasCompetingRows,
        };
    }

    // The time of sending is known by the clock of this machine, and the creation time of a task by the service's clock.
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
    /// Gets the attempts of identical rows whose times overlap, so that their tasks can be confused; oldest first.
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

    /// <returns>The tasks; null if the list is too long.</returns>
    private async Task<List<VideoTask>?> ListAsync(
        JournalAttempt lost, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // The model is compared here and not filtered by the service: the less the search relies on the service, the better.
        VideoTaskQuery query =
            new() { CreatedAfter = from, CreatedBefore = JournalTime.TruncateToSeconds(until) + TimeSpan.FromSeconds(1) };
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
