using System;
using System.Globalization;
using MeshVideo.Http;

namespace MeshVideo.Journal;

/// <summary>Times as the journal has them: ISO 8601, UTC, milliseconds.</summary>
internal static class JournalTime
{
    public static string Format(DateTimeOffset time) => TimeFormat.Iso8601Milliseconds(time);

    /// <returns>
    /// Null for no time, and for one so near to an end of the calendar that nothing can be added to it or taken from it.
    /// </returns>
    public static DateTimeOffset? TryParse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && time.Year is > 1000 and < 9000
            ? time.ToUniversalTime()
            : null;

    /// <summary>A difference of times, such as +00:00:05.000 or -1.00:00:00.000.</summary>
    public static string Format(TimeSpan offset)
    {
        TimeSpan size = offset.Duration();
        return (offset < TimeSpan.Zero ? "-" : "+") + size.ToString(size.Days > 0 ? @"d\.hh\:mm\:ss\.fff" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }

    /// <returns>Null for no difference of times, and for one that no clock has.</returns>
    public static TimeSpan? TryParseOffset(string? text) =>
        TimeSpan.TryParse(text?.TrimStart('+'), CultureInfo.InvariantCulture, out TimeSpan offset) && offset.Duration() < ServiceClock.MaximumOffset ? offset : null;

    /// <summary>Without the part of the second, as the service tells its times.</summary>
    public static DateTimeOffset TruncateToSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
