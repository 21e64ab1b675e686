using System;
using System.Linq;
using MeshVideo.Simulator.Requests;
using Microsoft.AspNetCore.Http;

namespace MeshVideo.Simulator.Admin;

/// <summary>The filters of the request log: the method, the start of the path, and whether a task was created.</summary>
internal static class RequestFilter
{
    public static Func<LoggedRequest, bool> Create(IQueryCollection query)
    {
        (string? method, string? path) = (query["method"].LastOrDefault(), query["path"].LastOrDefault());
        bool recorded = query["recorded"].LastOrDefault() == "true";
        return request =>
            (method is null || request.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && (path is null || request.Path.StartsWith(path, StringComparison.Ordinal))
            && (!recorded || request.TaskId is not null);
    }
}
