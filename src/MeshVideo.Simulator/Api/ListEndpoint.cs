using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Tasks;
using MeshVideo.Simulator.Validation;

namespace MeshVideo.Simulator.Api;

/// <summary>GET /v1/video/generations: lists the tasks as the database has them, which may be out of date.</summary>
internal sealed class ListEndpoint(TaskStore tasks, SimulatorOptions options)
{
    public Task<Response> HandleAsync(Exchange exchange, string key) => Task.FromResult(Handle(exchange, key));

    private Response Handle(Exchange exchange, string key)
    {
        Violations violations = new();
        ListQuery query = ListQuery.Read(exchange.Request.Query, violations);
        if (violations.Any)
        {
            return ApiError.Validation(violations.All).ToResponse(exchange);
        }

        List<(VideoTask Task, TaskRecord Record)> matching = tasks.GetByOwner(key)
            .Select(task => (Task: task, task.Record))
            .Where(row => query.Matches(row.Task, row.Record))
            .OrderByDescending(row => row.Task.CreatedAt).ThenByDescending(row => row.Task.Sequence)
            .ToList();
        return Page(query, matching);
    }

    private Response Page(ListQuery query, List<(VideoTask Task, TaskRecord Record)> matching) => Response.Json(200, json =>
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach ((VideoTask task, TaskRecord record) in matching.Skip(query.Offset).Take(query.Limit))
        {
            TaskJson.Write(json, task, record, options.ContentAsArray);
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more", (long)query.Offset + query.Limit < matching.Count);
        json.WriteNumber("total", matching.Count);
        json.WriteNumber("limit", query.Limit);
        json.WriteNumber("offset", query.Offset);
        json.WriteEndObject();
    });
}
