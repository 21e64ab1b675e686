using System;
using System.Collections.Generic;
using System.Linq;
using MeshVideo.Simulator.Tasks;
using MeshVideo.Simulator.Validation;
using Microsoft.AspNetCore.Http;

namespace MeshVideo.Simulator.Api;

/// <summary>The filters and the page of a list request.</summary>
internal sealed record ListQuery
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    public required HashSet<string> Statuses { get; init; }

    public required HashSet<string> Models { get; init; }

    public required DateTimeOffset? CreatedAfter { get; init; }

    public required DateTimeOffset? CreatedBefore { get; init; }

    public required int Limit { get; init; }

    public required int Offset { get; init; }

    public static ListQuery Read(IQueryCollection query, Violations violations) => new()
    {
        Statuses = [.. query["status"].OfType<string>()],
        Models = [.. query["model"].OfType<string>()],
        CreatedAfter = ReadTime(query, "created_after", violations),
        CreatedBefore = ReadTime(query, "created_before", violations),
        Limit = QueryReader.ReadInteger(query, "limit", DefaultLimit, 1, MaximumLimit, violations),
        Offset = QueryReader.ReadInteger(query, "offset", 0, 0, int.MaxValue, violations),
    };

    public bool Matches(VideoTask task, TaskRecord record) =>
        (Statuses.Count == 0 || Statuses.Contains(record.State.Status))
        && (Models.Count == 0 || Models.Contains(task.Spec.Model))
        && (CreatedAfter is null || task.CreatedAt >= CreatedAfter)
        && (CreatedBefore is null || task.CreatedAt < CreatedBefore);

    private static DateTimeOffset? ReadTime(IQueryCollection query, string name, Violations violations)
    {
        if (query[name].LastOrDefault() is not { } text)
        {
            return null;
        }

        if (IsoTime.TryParse(text, out DateTimeOffset? time))
        {
            return time;
        }

        violations.Add("datetime_parsing", $"Input should be a valid ISO 8601 time, not '{text}'", "query", name);
        return null;
    }
}
