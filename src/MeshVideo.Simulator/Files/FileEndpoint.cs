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
    public static Answer NoSuchFile() => FileError.Answer(404, "NoSuchKey", "The specified key does not exist.");

    public Task<Answer> HandleAsync(Exchange exchange) => Task.Run(() => Handle(exchange));

    private Answer Handle(Exchange exchange)
    {
        string id = exchange.PathId!;
        string name = exchange.Context.GetRouteValue("name") as string ?? "";
        if (Find(id, name) is not { } task)
        {
            return NoSuchFile();
        }

        if (Refuse(exchange, task, name) is { } refusal)
        {
            return refusal;
        }

        if (exchange.Meets(FaultKind.Change))
        {
            task.ExchangeFile();
        }

        StoredFile file = Open(task, name);
        return exchange.Meets(FaultKind.NoRange) ? file.Whole() : file.Answer(exchange.Request.GetTypedHeaders());
    }

    private VideoTask? Find(string id, string name) =>
        tasks.Find(id) is { } task
        && task.State.Status == TaskStatuses.Succeeded
        && (name == TaskFiles.Video || (name == TaskFiles.LastFrame && task.Spec.ReturnLastFrame))
            ? task
            : null;

    private Answer? Refuse(Exchange exchange, VideoTask task, string name)
    {
        if (exchange.Entry.HasAuthorization)
        {
            return FileError.Answer(400, "InvalidArgument", "Only one auth mechanism is allowed. The link already contains one.");
        }

        IQueryCollection query = exchange.Request.Query;
        string? expires = query["expires"].LastOrDefault();
        if (!signer.IsGenuine(task.Id, name, expires, query["signature"].LastOrDefault()))
        {
            return FileError.Answer(403, "SignatureDoesNotMatch", "The signature does not match the request.");
        }

        if (signer.IsExpired(expires!) || exchange.Meets(FaultKind.ExpireLinks))
        {
            return FileError.Answer(403, "AccessDenied", "Request has expired");
        }

        if (exchange.Meets(FaultKind.NotReady))
        {
            return FileError.Answer(400, "video_not_ready", "The video is not ready yet.");
        }

        if (exchange.Meets(FaultKind.WrongType))
        {
            return Answer.Text(200, "text/html; charset=utf-8", "<!DOCTYPE html><html><body>Please sign in.</body></html>");
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
            content = PaddedContent.Pad(content, bytes, leastVideoBytes, pattern: RenderCache.SeedOf(task, version));
        }

        string contentType = name == TaskFiles.Video ? "video/mp4" : "image/png";
        return new StoredFile(content, contentType, $"{task.Id}/{name}/{version}", task.State.Since);
    }
}
