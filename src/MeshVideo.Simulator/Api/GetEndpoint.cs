using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Files;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Api;

/// <summary>GET /v1/video/generations/{id}: reads the current state of the task, and updates the database.</summary>
internal sealed class GetEndpoint(TaskStore tasks, LinkSigner signer, SimulatorOptions options)
{
    public Task<Answer> HandleAsync(Exchange exchange, string key) => Task.FromResult(Handle(exchange, key));

    private Answer Handle(Exchange exchange, string key)
    {
        string id = exchange.PathId!;
        if (tasks.Find(id) is not { } task || task.Owner != key)
        {
            return ApiError.NotFound(id).Answer(exchange);
        }

        TaskLinks links = exchange.Meets(FaultKind.ExpireLinks)
            ? signer.ExpiredLinks(task)
            : signer.Links(task);
        TaskRecord record = task.Refresh(links);
        return Answer.Json(200, json => TaskJson.Write(json, task, record, options.ContentAsArray));
    }
}
