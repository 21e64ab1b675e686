using System;
using System.Globalization;
using System.Linq;

namespace MeshVideo;

/// <summary>Formats times for messages, requests and files, independently of the culture.</summary>
internal static class TimeFormat
{
    /// <summary>A time of whole seconds, in ISO 8601 and UTC.</summary>
    public static string Iso8601(DateTimeOffset time) => Format(time, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>A time with milliseconds, in ISO 8601 and UTC.</summary>
    public static string Iso8601Milliseconds(DateTimeOffset time) => Format(time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>A time with microseconds, if it has any, in ISO 8601 and UTC.</summary>
    public static string Iso8601Microseconds(DateTimeOffset time) => Format(time, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'");

    /// <summary>A duration in seconds, such as <c>0.4 s</c>.</summary>
    public static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture);

    /// <summary>A duration in its two largest units, such as <c>1 hour 30 minutes</c>, rounded up to seconds.</summary>
    public static string Duration(TimeSpan duration)
    {
        long seconds = (long)Math.Ceiling(duration.TotalSeconds);
        (long Count, string Unit)[] parts =
        [
            (seconds / 86400, "day"), (seconds / 3600 % 24, "hour"), (seconds / 60 % 60, "minute"), (seconds % 60, "second"),
        ];
        string text = string.Join(
            " ",
            parts.SkipWhile(part => part.Count == 0).Take(2).Where(part => part.Count > 0).Select(part =>
                FormattableString.Invariant($"{part.Count} {part.Unit}{(part.Count == 1 ? string.Empty : "s")}")));
        return text.Length == 0 ? "0 seconds" : text;
    }

    private static string Format(DateTimeOffset time, string format) =>
        time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
