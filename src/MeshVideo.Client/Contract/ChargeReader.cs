using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Contract;

/// <summary>Reads the charges that the service lists (<c>usage/events</c>).</summary>
internal static class ChargeReader
{
    /// <summary>The maximum number of charges in a response.</summary>
    public const int Limit = 200;

    /// <summary>Formats the request. The organization is that of the key.</summary>
    public static string FormatQuery(DateTimeOffset since) => string.Format(
        CultureInfo.InvariantCulture,
        """{{"org_id": "", "since": "{0}", "limit": {1}}}""",
        TimeFormat.Iso8601Microseconds(since),
        Limit);

    /// <returns>The charges in USD by the id of the request; null if the JSON is not a list of charges.</returns>
    public static Dictionary<string, decimal>? Read(JsonElement document)
    {
        JsonElement events = document.Property("events");
        return events.ValueKind != JsonValueKind.Array
            ? null
            : events.Items()
                .Select(row => (Id: row.Property("request_id").AsText(), Usd: row.Property("cost_usd").AsDecimal()))
                .Where(row => row is { Id: not null, Usd: not null })
                .GroupBy(row => row.Id!, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(row => row.Usd!.Value), StringComparer.Ordinal);
    }
}
