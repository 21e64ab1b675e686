using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Http;

/// <summary>Thousands of requests that are nearly right, as bytes on sockets: the same in each run.</summary>
public sealed class FuzzTests
{
    private const int Requests = 3000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_is_500_hangs_or_spoils_the_list(int seed)
    {
        await using Service service = await Service.StartAsync();
        OddRequests requests = new(seed, service.Host.ApiKey);
        int created = 0;
        for (int number = 0; number < Requests; number++)
        {
            byte[] request = requests.Next();
            (int status, string body) = await RawConnection.SendAsync(service.Host.BaseUri, request);
            Assert.True(status is >= 200 and < 500, $"{number}: {status} {body}\n{Encoding.Latin1.GetString(request)}");
            if (status == 200 && CreatedId(body) is { } id)
            {
                created++;
                Assert.Equal("succeeded", (string?)(await service.TaskAsync(id))["status"]);
                Assert.Equal(200, (await service.GetAsync(Service.Generations + "?limit=1")).Status);
            }
        }

        Assert.InRange(created, 20, Requests);
        for (int offset = 0; offset < created; offset += 200)
        {
            Assert.NotEmpty((await service.GetAsync($"{Service.Generations}?limit=200&offset={offset}")).Json["data"]!.AsArray());
        }
    }

    [Theory]
    [InlineData("xyz")]
    [InlineData("-1")]
    [InlineData("ffffffffffffffffffff")]
    public async Task A_bad_chunk_size_is_400(string size)
    {
        await using Service service = await Service.StartAsync();
        string request = $"POST {Service.Generations} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {service.Host.ApiKey}\r\n"
            + $"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\n{{}}\r\n0\r\n\r\n";
        (int status, string body) = await RawConnection.SendAsync(service.Host.BaseUri, Encoding.ASCII.GetBytes(request));
        Assert.Equal((400, "invalid_request"), (status, (string?)JsonNode.Parse(body)!["error"]!["code"]));
        Assert.Equal(400, service.Host.Requests.All[0].Status);
    }

    private static string? CreatedId(string body)
    {
        if (body.Length == 0)
        {
            return null;
        }

        using JsonDocument answer = JsonDocument.Parse(body);
        return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("id", out JsonElement id)
            ? id.GetString() is { } text && text.StartsWith("cgt-", System.StringComparison.Ordinal) ? text : null
            : null;
    }
}
