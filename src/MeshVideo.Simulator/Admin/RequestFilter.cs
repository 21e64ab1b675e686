using System;
using System.Linq;
using MeshVideo.Simulator.Requests;
using Microsoft.AspNetCore.Http;

namespace MeshVideo.Simulator.Admin;

/// <summary>The filters on the request log: method, beginning of the path, and whether a task has been recorded.</summary>
internal static class RequestFilter
{
    public static Func<LoggedRequest, bool> Of(IQueryCollection query)
    {
        (string? method, string? path) = (query["method"].LastOrDefault(), query["path"].LastOrDefault());
        bool recorded = query["recorded"].LastOrDefault() == "true";
        return request =>
            (method is null || request.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && (path is null || request.Path.StartsWith(path, StringComparison.Ordinal))
            && (!recorded || request.TaskId is not null);
    }
}
