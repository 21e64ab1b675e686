using System;
using System.Globalization;
using MeshVideo.Http;

namespace MeshVideo.Journal;

/// <summary>Formats and parses times of the journal: ISO 8601, UTC, milliseconds.</summary>
internal static class JournalTime
{
    public static string Format(DateTimeOffset time) => TimeFormat.Iso8601Milliseconds(time);

    /// <returns>
    /// The time; null if the text is not a time, or is too near to a limit of <see cref="DateTimeOffset"/> for calculations.
    /// </returns>
    public static DateTimeOffset? TryParse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            && time.Year is > 1000 and < 9000
            ? time.ToUniversalTime()
            : null;

    /// <summary>Formats a difference of times, such as +00:00:05.000 or -1.00:00:00.000.</summary>
    public static string Format(TimeSpan offset)
    {
        TimeSpan size = offset.Duration();
        return (offset < TimeSpan.Zero ? "-" : "+")
            + size.ToString(size.Days > 0 ? @"d\.hh\:mm\:ss\.fff" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }

    /// <returns>The difference; null if the text is not a difference of times, or is not plausible for a clock.</returns>
    public static TimeSpan? TryParseOffset(string? text) =>
        TimeSpan.TryParse(text?.TrimStart('+'), CultureInfo.InvariantCulture, out TimeSpan offset)
            && offset.Duration() < ServiceClock.MaximumOffset
            ? offset
            : null;

    /// <summary>Truncates a time to seconds, as the service does.</summary>
    public static DateTimeOffset TruncateToSeconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
