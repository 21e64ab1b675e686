using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace MeshVideo.Simulator.Files;

/// <summary>The routes of the file port.</summary>
internal static class FileRoutes
{
    private static readonly string[] Methods = ["GET", "HEAD"];

    public static void Map(IEndpointRouteBuilder routes, RequestPipeline pipeline, FileEndpoint files)
    {
        routes.MapMethods("/files/{id}/{name}", Methods, pipeline.Create(ServerPort.File, FaultTarget.File, files.HandleAsync));
        routes.Map(
            "/{**path}",
            pipeline.Create(ServerPort.File, FaultTarget.File, _ => Task.FromResult(FileEndpoint.CreateNotFoundResponse())));
    }
}
