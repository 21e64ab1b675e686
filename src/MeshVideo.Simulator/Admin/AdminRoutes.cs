using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Requests;
using MeshVideo.Simulator.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MeshVideo.Simulator.Admin;

/// <summary>The routes that control the simulator, under /simulator. They require no key and are not logged.</summary>
internal sealed class AdminRoutes(FaultList faults, RequestLog requests, TaskStore tasks, CancellationToken stopping)
{
    private const double DefaultTimeoutSeconds = 10;

    /// <summary>Requests and faults use the simulator's own JSON names; tasks use those of the API.</summary>
    private static readonly JsonSerializerOptions TaskNames = new(Fault.Json)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/simulator/faults", context => WriteJsonAsync(context, faults.All));
        routes.MapPost("/simulator/faults", AddFaultsAsync);
        routes.MapDelete("/simulator/faults", context => WriteNoContentAsync(context, faults.Clear));

        routes.MapGet(
            "/simulator/requests",
            context => WriteJsonAsync(context, requests.All.Where(RequestFilter.Create(context.Request.Query))));
        routes.MapGet("/simulator/requests/wait", WaitForRequestsAsync);
        routes.MapDelete("/simulator/requests", context => WriteNoContentAsync(context, requests.Clear));

        routes.MapGet("/simulator/tasks", context => WriteJsonAsync(context, tasks.All, names: TaskNames));
        routes.MapPost("/simulator/tasks/seed", SeedAsync);
        routes.MapPost("/simulator/tasks/{id}/finish", FinishAsync);
    }

    private static Task WriteJsonAsync<T>(HttpContext context, T value, int status = 200, JsonSerializerOptions? names = null)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, names ?? Fault.Json, context.RequestAborted);
    }

    private static Task WriteErrorAsync(HttpContext context, int status, string detail) =>
        WriteJsonAsync(context, new { detail }, status);

    private static Task WriteNoContentAsync(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static async Task<T?> ReadAsync<T>(HttpContext context)
        where T : class
    {
        try
        {
            Stream body = context.Request.Body;
            return await JsonSerializer.DeserializeAsync<T>(body, TaskNames, context.RequestAborted).ConfigureAwait(false)
                ?? throw new JsonException("The body is null.");
        }
        catch (JsonException e)
        {
            await WriteErrorAsync(context, 422, e.Message).ConfigureAwait(false);
            return null;
        }
    }

    private async Task AddFaultsAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        try
        {
            faults.Add(await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false));
        }
        catch (FormatException e)
        {
            await WriteErrorAsync(context, 422, e.Message).ConfigureAwait(false);
            return;
        }

        await WriteJsonAsync(context, faults.All).ConfigureAwait(false);
    }

    private async Task WaitForRequestsAsync(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        int count = int.TryParse(query["count"], out int number) ? number : 1;
        double seconds = double.TryParse(query["timeout"], out double parsed) ? parsed : DefaultTimeoutSeconds;
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            IReadOnlyList<LoggedRequest> matching = await requests.WaitForAsync(
                RequestFilter.Create(query), count, TimeSpan.FromSeconds(seconds), ended.Token).ConfigureAwait(false);
            await WriteJsonAsync(context, matching).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            await WriteErrorAsync(context, 408, e.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private async Task SeedAsync(HttpContext context)
    {
        if (await ReadAsync<SeedRequest>(context).ConfigureAwait(false) is { } seed)
        {
            await WriteJsonAsync(context, tasks.Seed(seed.Count, seed.Key, seed.Status, seed.Model)).ConfigureAwait(false);
        }
    }

    private async Task FinishAsync(HttpContext context)
    {
        if (await ReadAsync<FinishRequest>(context).ConfigureAwait(false) is not { } finish)
        {
            return;
        }

        string id = context.GetRouteValue("id") as string ?? "";
        if (!TaskStatuses.IsTerminal(finish.Status))
        {
            await WriteErrorAsync(context, 422, $"The status '{finish.Status}' does not end a task.").ConfigureAwait(false);
        }
        else if (tasks.Find(id) is null)
        {
            await WriteErrorAsync(context, 404, "The task was not found.").ConfigureAwait(false);
        }
        else if (!tasks.Finish(id, finish.Status, finish.Code))
        {
            await WriteErrorAsync(context, 409, "The task has already ended.").ConfigureAwait(false);
        }
        else
        {
            await WriteNoContentAsync(context, () => { }).ConfigureAwait(false);
        }
    }
}
