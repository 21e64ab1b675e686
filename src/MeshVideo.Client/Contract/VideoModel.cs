using System.Collections.Generic;
using System.Linq;
using MeshVideo.Contract;

namespace MeshVideo;

/// <summary>Describes a model that generates videos.</summary>
/// <param name="Id">The id to specify in a request (<c>id</c>).</param>
/// <param name="Name">The display name (<c>name</c>); null if there is none.</param>
/// <param name="Pricing">The prices in USD as decimal text, by the field names of the contract's <c>pricing</c> object.</param>
public sealed record VideoModel(string Id, string? Name, IReadOnlyDictionary<string, string> Pricing)
{
    /// <summary>Gets the ids of the models that this version knows. The service can have others.</summary>
    public static IReadOnlyList<string> WellKnown { get; } = [.. ModelCapabilities.All.Select(model => model.Id)];
}
