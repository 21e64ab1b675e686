using System;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Http;

namespace MeshVideo.Simulator.Api;

/// <summary>A route of the API, which requires a key.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path. A path that ends with <c>/</c> is followed by an id.</param>
/// <param name="Target">The target of the faults that apply to it.</param>
/// <param name="Handle">Responds to a request of a key.</param>
internal sealed record ApiRoute(string Method, string Path, FaultTarget Target, Func<Exchange, string, Task<Response>> Handle)
{
    /// <summary>Whether the id can contain slashes, as the ids of models do.</summary>
    public bool AllowsSlashes { get; init; }

    /// <summary>Matches paths exactly: they are case-sensitive, and a trailing slash is significant.</summary>
    public bool Matches(string path) => Path.EndsWith('/')
        ? path.Length > Path.Length
            && path.StartsWith(Path, StringComparison.Ordinal)
            && (AllowsSlashes || GetId(path)!.IndexOf('/') < 0)
        : path == Path;

    public string? GetId(string path) => Path.EndsWith('/') ? path[Path.Length..] : null;
}
