using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Simulator.Http;
using Microsoft.Extensions.Primitives;

namespace MeshVideo.Simulator.Api;

/// <summary>The dated versions of the API, and GET /v1/api-versions. In the simulator, all versions behave the same.</summary>
internal static class ApiVersions
{
    public const string Header = "X-Mesh-Version";

    private const string Baseline = "2026-05";
    private const string Latest = "2026-08";

    private static readonly string[] All = [Baseline, Latest];

    /// <summary>Reads the version of a request. The default is the baseline. Repeated headers must have the same value.</summary>
    /// <returns>The version; null if the header is not valid.</returns>
    public static string? Read(StringValues header) =>
        header.Count == 0 ? Baseline : All.FirstOrDefault(version => header.All(value => value == version));

    public static Task<Response> HandleAsync(Exchange exchange, string key) => Task.FromResult(Response.Json(200, json =>
    {
        json.WriteStartObject();
        json.WriteString("baseline", Baseline);
        json.WriteString("latest", Latest);
        json.WriteStartArray("versions");
        foreach (string version in All)
        {
            json.WriteStringValue(version);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }));
}
