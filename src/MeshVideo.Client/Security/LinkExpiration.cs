using System;
using System.Collections.Generic;
using System.Globalization;

namespace MeshVideo;

/// <summary>Reads from the query of a signed link when it expires.</summary>
internal static class LinkExpiration
{
    private const string TimestampFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>A number up to this is a duration in seconds, not a time. No service signs links for longer.</summary>
    private const long MaximumDuration = 366L * 24 * 60 * 60;

    /// <summary>A larger number is a time in milliseconds.</summary>
    private const long MaximumUnixSeconds = 253402300799;

    /// <summary>
    /// Parameters of Volcengine TOS, which the provider of the video models uses, Amazon S3, Google Cloud Storage, Alibaba OSS
    /// and Huawei OBS: the time of the signature, and the seconds for which it is valid.
    /// </summary>
    private static readonly string[] Prefixes = ["x-tos-", "x-amz-", "x-goog-", "x-oss-", "x-obs-"];

    /// <summary>Gets the time when a link expires.</summary>
    /// <returns>The time; null if the link doesn't contain it.</returns>
    public static DateTimeOffset? Read(Uri link)
    {
        Dictionary<string, string> parameters = ReadQuery(link);
        foreach (string prefix in Prefixes)
        {
            if (parameters.TryGetValue(prefix + "expires", out string? value))
            {
                return ReadSigned(value, parameters.TryGetValue(prefix + "date", out string? date) ? date : null);
            }
        }

        // Older signatures, content delivery networks, an Azure shared access signature, and Tencent COS.
        bool hasTime = parameters.TryGetValue("expires", out string? text) || parameters.TryGetValue("x-expires", out text);
        return hasTime ? ReadUnix(text!)
            : parameters.TryGetValue("se", out text) && parameters.ContainsKey("sig") ? ReadIso8601(text)
            : parameters.TryGetValue("q-sign-time", out text) ? ReadUnix(text.Substring(text.IndexOf(';') + 1))
            : null;
    }

    // An older signature of Volcengine TOS has the time of the expiration itself.
    private static DateTimeOffset? ReadSigned(string value, string? date)
    {
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds > MaximumDuration)
        {
            return ReadUnix(value);
        }

        return DateTimeOffset.TryParseExact(
            date, TimestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset signedAt)
            && signedAt < DateTimeOffset.MaxValue.AddSeconds(-seconds)
            ? signedAt.AddSeconds(seconds)
            : null;
    }

    private static DateTimeOffset? ReadUnix(string text) =>
        !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? null
        : number is > MaximumDuration and <= MaximumUnixSeconds ? DateTimeOffset.FromUnixTimeSeconds(number)
        : number > MaximumUnixSeconds && number / 1000 <= MaximumUnixSeconds ? DateTimeOffset.FromUnixTimeMilliseconds(number)
        : null;

    private static DateTimeOffset? ReadIso8601(string text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    private static Dictionary<string, string> ReadQuery(Uri link)
    {
        Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);
        foreach (string parameter in link.Query.TrimStart('?').Split('&'))
        {
            int equals = parameter.IndexOf('=');
            if (equals > 0)
            {
                string value = Uri.UnescapeDataString(parameter.Substring(equals + 1));
                parameters[Uri.UnescapeDataString(parameter.Substring(0, equals))] = value;
            }
        }

        return parameters;
    }
}
