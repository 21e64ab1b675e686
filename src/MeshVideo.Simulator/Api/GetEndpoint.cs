using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Files;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Api;

/// <summary>GET /v1/video/generations/{id}: reads the current state of the task, and updates the database.</summary>
internal sealed class GetEndpoint(TaskStore tasks, LinkSigner signer, SimulatorOptions options)
{
    public Task<Response> HandleAsync(Exchange exchange, string key) => Task.FromResult(Handle(exchange, key));

    private Response Handle(Exchange exchange, string key)
    {
        string id = exchange.PathId!;
        if (tasks.Find(id) is not { } task || task.Owner != key)
        {
            return ApiError.NotFound(id).ToResponse(exchange);
        }

        TaskLinks links = exchange.HasFault(FaultKind.ExpireLinks)
            ? signer.CreateExpiredLinks(task)
            : signer.CreateLinks(task);
        TaskRecord record = task.Refresh(links);
        return Response.Json(200, json => TaskJson.Write(json, task, record, options.ContentAsArray));
    }
}
