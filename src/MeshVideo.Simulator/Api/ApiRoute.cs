using System;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Http;

namespace MeshVideo.Simulator.Api;

/// <summary>What a method does at a path, for whoever has a key.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path; one that ends in <c>/</c> stands for all paths below it, which end in an id.</param>
/// <param name="Target">The faults that it meets.</param>
/// <param name="Handle">Answers a request; it is given the key.</param>
internal sealed record ApiRoute(string Method, string Path, FaultTarget Target, Func<Exchange, string, Task<Answer>> Handle)
{
    /// <summary>Whether the id may hold slashes, as those of models do.</summary>
    public bool HasSlashes { get; init; }

    /// <summary>The service's paths are exact: their case counts, and so does a slash at the end.</summary>
    public bool Matches(string path) => Path.EndsWith('/')
        ? path.Length > Path.Length
            && path.StartsWith(Path, StringComparison.Ordinal)
            && (HasSlashes || IdOf(path)!.IndexOf('/') < 0)
        : path == Path;

    public string? IdOf(string path) => Path.EndsWith('/') ? path[Path.Length..] : null;
}
