using System;
using System.Globalization;

namespace MeshVideo.Journal;

/// <summary>Times as the journal has them: ISO 8601, UTC, milliseconds.</summary>
internal static class JournalTime
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <returns>Null for no time, and for one so near to an end of the calendar that nothing can be added to it or taken from it.</returns>
    public static DateTimeOffset? TryParse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && time.Year is > 1 and < 9999
            ? time.ToUniversalTime()
            : null;

    /// <summary>Without the part of the second, as the service tells its times.</summary>
    public static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
