using System;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Files;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Requests;
using MeshVideo.Simulator.Tasks;
using MeshVideo.Simulator.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MeshVideo.Simulator.Api;

/// <summary>The routes of the API port.</summary>
internal sealed class ApiRoutes(SimulatorOptions options, TaskStore tasks, LinkSigner signer, WebhookSender webhooks)
{
    private const string Generations = "/v1/video/generations";

    private readonly Gatekeeper _gatekeeper = new(options);

    public void Map(IEndpointRouteBuilder routes, RequestPipeline pipeline)
    {
        var create = new CreateEndpoint(tasks, webhooks, options);
        var get = new GetEndpoint(tasks, signer);
        var list = new ListEndpoint(tasks);

        routes.MapPost(Generations, Behind(pipeline, FaultTarget.Create, create.HandleAsync));
        routes.MapGet(Generations, Behind(pipeline, FaultTarget.List, list.HandleAsync));
        routes.MapGet(Generations + "/{id}", Behind(pipeline, FaultTarget.Get, get.HandleAsync));
        routes.MapGet("/v1/models", Behind(pipeline, FaultTarget.Models, ModelsEndpoint.HandleAsync));
        routes.Map("/{**path}", pipeline.For(ServerPort.Api, FaultTarget.Any, _ => Task.FromResult(NoSuchRoute())));
    }

    private static Answer NoSuchRoute() => Answer.Text(404, "application/json", """{"detail":"Not Found"}""");

    private RequestDelegate Behind(RequestPipeline pipeline, FaultTarget target, Func<Exchange, string, Task<Answer>> handle) =>
        pipeline.For(ServerPort.Api, target, exchange =>
            _gatekeeper.Refuse(exchange, out var key) is { } refusal ? Task.FromResult(refusal) : handle(exchange, key));
}
