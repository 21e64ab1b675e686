using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Contract;

namespace MeshVideo.Journal;

/// <summary>
/// Makes the requests of journals recognizable. The service's list contains no prompts, so if a response is lost, only the
/// parameters show which task belongs to the request, among those of other rows, journals and computers. Each request therefore
/// has an expiration of its own, chosen at random, which has no other effect.
/// </summary>
internal static class ExpirationMarker
{
    private const string Field = "execution_expires_after";

    // No task expires earlier than by default. Four hours more than 48 make a coincidence improbable.
    private const int MaximumDelay = 4 * 60 * 60;

    // An expiration that the user has specified is changed by 1 %, or by a minute.
    private const int SpecifiedFraction = 100;
    private const int Minute = 60;

    private static readonly ValueRange Range = RequestFields.Find(Field)!.Range!.Value;

    // Users specify whole minutes.
    private static readonly int[] MarkedDefaults =
        [.. Enumerable.Range(RequestFields.DefaultExpiration + 1, MaximumDelay).Where(seconds => seconds % Minute != 0)];

    /// <summary>Chooses the expiration of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="model">The model in the request.</param>
    /// <param name="sent">The parameters of the request that the service may echo.</param>
    /// <param name="openAttempts">The attempts with an unknown outcome.</param>
    /// <returns>The number of seconds; null to send the request as it is.</returns>
    public static int? Choose(
        VideoRequest request,
        string model,
        IReadOnlyDictionary<string, string> sent,
        IEnumerable<JournalAttempt> openAttempts)
    {
        if (request.AdditionalProperties.ContainsKey(Field)
            || (request.ExpiresAfterSec is { } specified && !Range.Contains(specified))
            // A model of another provider may not accept the field.
            || (request.ExpiresAfterSec is null && ModelTable.Default.Find(model) is null))
        {
            return null;
        }

        DateTimeOffset now = DateTimeOffset.UtcNow;
        HashSet<string> taken =
        [
            .. openAttempts
                .Where(attempt => attempt.Intent.Model == model
                    && attempt.SentAt + JournalAttempt.MaximumAge >= now
                    && HaveSameParameters(attempt.Intent.Sent, sent))
                .Select(attempt => GetExpiration(attempt.Intent.Sent)),
        ];
        int[] values = request.ExpiresAfterSec is { } seconds ? GetValuesNear(seconds) : MarkedDefaults;
        int start = new Random(Guid.NewGuid().GetHashCode()).Next(values.Length);
        return values.Skip(start).Concat(values.Take(start))
            .Where(value => !taken.Contains($"{value}"))
            .Select(value => (int?)value)
            .FirstOrDefault();
    }

    /// <summary>Gets whether an expiration is the default as a journal changes it, so that nobody has specified it.</summary>
    public static bool IsMarkedDefault(int? seconds) =>
        // Earlier versions subtracted up to a minute.
        seconds < RequestFields.DefaultExpiration
            ? seconds >= RequestFields.DefaultExpiration - Minute
            : seconds <= RequestFields.DefaultExpiration + MaximumDelay && seconds % Minute != 0;

    /// <summary>Gets the parameters of a request with another expiration.</summary>
    public static IReadOnlyDictionary<string, string> WithExpiration(IReadOnlyDictionary<string, string> sent, int seconds) =>
        new Dictionary<string, string>(sent.ToDictionary(field => field.Key, field => field.Value))
        {
            [Field] = $"{seconds}",
        };

    private static int[] GetValuesNear(int seconds)
    {
        int count = Math.Max(Minute, seconds / SpecifiedFraction);
        return [.. Enumerable.Range(Range.Contains(seconds - count) ? seconds - count : seconds + 1, count)];
    }

    private static string GetExpiration(IReadOnlyDictionary<string, string> sent) =>
        sent.TryGetValue(Field, out string? value) ? value : $"{RequestFields.DefaultExpiration}";

    private static bool HaveSameParameters(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other)
    {
        bool Contains(IReadOnlyDictionary<string, string> all, KeyValuePair<string, string> field) =>
            field.Key == Field || (all.TryGetValue(field.Key, out string? value) && value == field.Value);

        return one.All(field => Contains(other, field)) && other.All(field => Contains(one, field));
    }
}
