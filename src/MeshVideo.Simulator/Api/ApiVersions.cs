using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Simulator.Http;
using Microsoft.Extensions.Primitives;

namespace MeshVideo.Simulator.Api;

/// <summary>The dated versions of the API, and GET /v1/api-versions. They all work alike here.</summary>
internal static class ApiVersions
{
    public const string Header = "X-Mesh-Version";

    private const string Baseline = "2026-05";
    private const string Latest = "2026-08";

    private static readonly string[] All = [Baseline, Latest];

    /// <summary>Without the header a request is of the baseline; sent twice, the header has to say the same.</summary>
    /// <returns>Null where what it names is not a version.</returns>
    public static string? Of(StringValues header) =>
        header.Count == 0 ? Baseline : All.FirstOrDefault(version => header.All(value => value == version));

    public static Task<Answer> HandleAsync(Exchange exchange, string key) => Task.FromResult(Answer.Json(200, json =>
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
