using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Rendering;
using MeshVideo.Simulator.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MeshVideo.Simulator.Files;

/// <summary>GET and HEAD of the file of a task, like an object store with signed links.</summary>
internal sealed class FileEndpoint(TaskStore tasks, LinkSigner signer, RenderCache rendered, long leastVideoBytes)
{
    public static Response CreateNotFoundResponse() => FileError.Create(404, "NoSuchKey", "The specified key does not exist.");

    public Task<Response> HandleAsync(Exchange exchange) => Task.Run(() => Handle(exchange));

    private Response Handle(Exchange exchange)
    {
        string id = exchange.PathId!;
        string name = exchange.Context.GetRouteValue("name") as string ?? "";
        if (Find(id, name) is not { } task)
        {
            return CreateNotFoundResponse();
        }

        if (CheckAccess(exchange, task, name) is { } error)
        {
            return error;
        }

        if (exchange.HasFault(FaultKind.Change))
        {
            task.ReplaceFile();
        }

        StoredFile file = Open(task, name);
        return exchange.HasFault(FaultKind.NoRange)
            ? file.CreateFullResponse()
            : file.CreateResponse(exchange.Request.GetTypedHeaders());
    }

    private VideoTask? Find(string id, string name) =>
        tasks.Find(id) is { } task
        && task.State.Status == TaskStatuses.Succeeded
        && (name == TaskFiles.Video || (name == TaskFiles.LastFrame && task.Spec.ReturnLastFrame))
            ? task
            : null;

    private Response? CheckAccess(Exchange exchange, VideoTask task, string name)
    {
        if (exchange.LogEntry.HasAuthorization)
        {
            return FileError.Create(400, "InvalidArgument", "Only one auth mechanism is allowed. The link already contains one.");
        }

        IQueryCollection query = exchange.Request.Query;
        string? expires = query["expires"].LastOrDefault();
        if (!signer.IsSignatureValid(task.Id, name, expires, query["signature"].LastOrDefault()))
        {
            return FileError.Create(403, "SignatureDoesNotMatch", "The signature does not match the request.");
        }

        if (signer.IsExpired(expires!) || exchange.HasFault(FaultKind.ExpireLinks))
        {
            return FileError.Create(403, "AccessDenied", "Request has expired");
        }

        if (exchange.HasFault(FaultKind.NotReady))
        {
            return FileError.Create(400, "video_not_ready", "The video is not ready yet.");
        }

        if (exchange.HasFault(FaultKind.WrongType))
        {
            return Response.Text(200, "text/html; charset=utf-8", "<!DOCTYPE html><html><body>Please sign in.</body></html>");
        }

        return null;
    }

    private StoredFile Open(VideoTask task, string name)
    {
        int version = task.FileVersion;
        byte[] bytes = rendered.Get(task, name, version);
        IContent content = new MemoryContent(bytes);
        if (name == TaskFiles.Video)
        {
            content = PaddedContent.Pad(content, bytes, leastVideoBytes, pattern: RenderCache.GetSeed(task, version));
        }

        string contentType = name == TaskFiles.Video ? "video/mp4" : "image/png";
        return new StoredFile(content, contentType, $"{task.Id}/{name}/{version}", task.State.Since);
    }
}
