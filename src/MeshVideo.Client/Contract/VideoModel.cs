using System.Collections.Generic;
using System.Linq;
using MeshVideo.Contract;

namespace MeshVideo;

/// <summary>A model that makes videos, with its prices.</summary>
/// <param name="Id">The id to name in a request (<c>id</c>).</param>
/// <param name="Name">The name for people (<c>name</c>), if there is one.</param>
/// <param name="Pricing">The contract's <c>pricing</c> object: decimal text in USD by its field name.</param>
public sealed record VideoModel(string Id, string? Name, IReadOnlyDictionary<string, string> Pricing)
{
    /// <summary>The ids of the models known when this version was made; the service may have others.</summary>
    public static IReadOnlyList<string> WellKnown { get; } = [.. ModelCapabilities.All.Select(model => model.Id)];
}
