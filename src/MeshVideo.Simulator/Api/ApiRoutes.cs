using System.Linq;
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
using Microsoft.Extensions.Primitives;

namespace MeshVideo.Simulator.Api;

/// <summary>The routes of the API port. ASP.NET Core's own routing ignores case and trailing slashes.</summary>
internal sealed class ApiRoutes
{
    private const string Generations = "/v1/video/generations";
    private const string Models = "/v1/models";

    private readonly RequestAuthorizer _authorizer;
    private readonly ApiRoute[] _routes;

    public ApiRoutes(SimulatorOptions options, TaskStore tasks, LinkSigner signer, WebhookSender webhooks)
    {
        _authorizer = new RequestAuthorizer(options);
        CreateEndpoint create = new(tasks, webhooks, options);
        GetEndpoint get = new(tasks, signer, options);
        ListEndpoint list = new(tasks, options);
        UsageEndpoint usage = new(tasks, options);
        ModelsEndpoint models = new(options);
        _routes =
        [
            new("POST", Generations, FaultTarget.Create, create.HandleAsync),
            new("GET", Generations, FaultTarget.List, list.HandleAsync),
            new("GET", Generations + "/", FaultTarget.Get, get.HandleAsync),
            new("GET", "/v1/api-versions", FaultTarget.Any, ApiVersions.HandleAsync),
            new("POST", "/v1/usage/events", FaultTarget.Usage, usage.HandleAsync),
            new("GET", Models, FaultTarget.Models, models.ListAsync),
            new("GET", Models + "/free", FaultTarget.Models, models.ListFreeAsync),
            new("GET", Models + "/paid", FaultTarget.Models, models.ListPaidAsync),
            new("GET", Models + "/search", FaultTarget.Models, models.SearchAsync),
            new("GET", Models + "/", FaultTarget.Models, models.GetAsync) { AllowsSlashes = true },
        ];
    }

    public void Map(IEndpointRouteBuilder routes, RequestPipeline pipeline) =>
        routes.Map("/{**path}", context => RouteAsync(context, pipeline));

    private Task RouteAsync(HttpContext context, RequestPipeline pipeline)
    {
        string path = context.Request.Path.Value ?? "";
        ApiRoute[] routes = [.. _routes.Where(route => route.Matches(path))];
        ApiRoute? route = routes.FirstOrDefault(route => route.Method == context.Request.Method);
        if (route is null)
        {
            return pipeline.RunAsync(
                context, ServerPort.Api, FaultTarget.Any, id: null, _ => Task.FromResult(CreateNotFoundResponse(routes)));
        }

        return pipeline.RunAsync(
            context, ServerPort.Api, route.Target, route.GetId(path), exchange => HandleAsync(exchange, route));
    }

    private static Response CreateNotFoundResponse(ApiRoute[] here) => here.Length == 0
        ? Response.Text(404, "application/json", """{"detail":"Not Found"}""")
        : Response.Text(405, "application/json", """{"detail":"Method Not Allowed"}""")
            .WithHeader("Allow", string.Join(", ", here.Select(route => route.Method).Distinct()));

    private async Task<Response> HandleAsync(Exchange exchange, ApiRoute route)
    {
        StringValues requestedVersion = exchange.Request.Headers[ApiVersions.Header];
        if (ApiVersions.Read(requestedVersion) is not { } version)
        {
            return new ApiError(400, "invalid_api_version", "The API version is not valid. See /v1/api-versions.")
                .ToResponse(exchange);
        }

        Response response = _authorizer.Check(exchange, out string? key)
            ?? await route.Handle(exchange, key).ConfigureAwait(false);
        return requestedVersion.Count == 0 ? response : response.WithHeader(ApiVersions.Header, version);
    }
}
