using System;
using System.Globalization;

namespace MeshVideo.Simulator.Api;

/// <summary>Parses ISO 8601 times. The default time zone is UTC.</summary>
internal static class IsoTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryParse(string text, out DateTimeOffset? time)
    {
        bool isTime = DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed);
        time = isTime ? parsed : null;
        return isTime;
    }
}
