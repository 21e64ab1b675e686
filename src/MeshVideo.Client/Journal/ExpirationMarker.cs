using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Contract;

namespace MeshVideo.Journal;

/// <summary>
/// Makes concurrent creates distinguishable. The service's list contains no prompts, so if several responses are lost at the same
/// time, only the parameters show which task belongs to which request. Requests with the same parameters that are open at the
/// same time therefore expire a few seconds apart, which has no other effect.
/// </summary>
internal static class ExpirationMarker
{
    private const string Field = "execution_expires_after";

    /// <summary>The maximum difference in seconds.</summary>
    public const int MaximumOffset = 60;

    private static readonly ValueRange Range = RequestFields.Find(Field)!.Range!.Value;

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
        DateTimeOffset now = DateTimeOffset.UtcNow;
        HashSet<string> taken =
        [
            .. openAttempts
                .Where(attempt => attempt.Intent.Model == model
                    && attempt.SentAt + JournalAttempt.MaximumAge >= now
                    && HaveSameParameters(attempt.Intent.Sent, sent))
                .Select(attempt => GetExpiration(attempt.Intent.Sent)),
        ];
        int seconds = request.ExpiresAfterSec ?? RequestFields.DefaultExpiration;
        if (!taken.Contains($"{seconds}")
            || !Range.Contains(seconds)
            || request.AdditionalProperties.ContainsKey(Field)
            // A model of another provider may not accept the field.
            || (request.ExpiresAfterSec is null && ModelTable.Default.Find(model) is null))
        {
            return null;
        }

        int direction = Range.Contains(seconds - MaximumOffset) ? -1 : 1;
        return Enumerable.Range(1, MaximumOffset)
            .Select(offset => seconds + (direction * offset))
            .Where(value => !taken.Contains($"{value}"))
            .Select(value => (int?)value)
            .FirstOrDefault();
    }

    /// <summary>Gets whether an expiration is the default as this class changes it, so that nobody has specified it.</summary>
    public static bool IsMarkedDefault(int? seconds) =>
        seconds < RequestFields.DefaultExpiration && seconds >= RequestFields.DefaultExpiration - MaximumOffset;

    /// <summary>Gets the parameters of a request with another expiration.</summary>
    public static IReadOnlyDictionary<string, string> WithExpiration(IReadOnlyDictionary<string, string> sent, int seconds) =>
        new Dictionary<string, string>(sent.ToDictionary(field => field.Key, field => field.Value))
        {
            [Field] = $"{seconds}",
        };

    private static string GetExpiration(IReadOnlyDictionary<string, string> sent) =>
        sent.TryGetValue(Field, out string? value) ? value : $"{RequestFields.DefaultExpiration}";

    private static bool HaveSameParameters(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other)
    {
        bool Contains(IReadOnlyDictionary<string, string> all, KeyValuePair<string, string> field) =>
            field.Key == Field || (all.TryGetValue(field.Key, out string? value) && value == field.Value);

        return one.All(field => Contains(other, field)) && other.All(field => Contains(one, field));
    }
}
