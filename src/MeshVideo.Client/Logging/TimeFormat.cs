using System;
using System.Globalization;

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

    private static string Format(DateTimeOffset time, string format) =>
        time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
