using System.IO;
using System.IO.Compression;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Http;

/// <summary>Answers that are large, deep or packed.</summary>
public sealed class ResponseSizeTests
{
    private const int Megabyte = 1024 * 1024;

    private static readonly ScriptedResponse Second = ScriptedResponse.Json(200, """{"id": "cgt-1", "model": "second"}""");

    [Fact]
    public async Task A_packed_answer_is_unpacked()
    {
        await using ScriptedServer server = ScriptedServer.Start(Packed("""{"id": "cgt-1"}"""));

        Assert.Equal("cgt-1", (await Service.ClientOf(server.Address).GetAsync("cgt-1")).Id);
        Assert.Contains("gzip", server.Requests[0]["Accept-Encoding"], System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_unpacked_is_a_passing_fault()
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Of(200, "application/json", "not gzip"u8.ToArray(), "Content-Encoding: gzip"),
            ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));

        Assert.Equal("cgt-1", (await Service.ClientOf(server.Address).GetAsync("cgt-1")).Id);
    }

    [Theory]
    [InlineData(31, false)]
    [InlineData(33, true)]
    public async Task An_answer_beyond_any_measure_is_not_read_on(int megabytes, bool isRefused)
    {
        string json = $$"""{"id": "cgt-1", "filler": "{{new string('x', megabytes * Megabyte)}}"}""";
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, json), Second);

        VideoTask task = await Service.ClientOf(server.Address).GetAsync("cgt-1");

        Assert.Equal(isRefused ? "second" : null, task.Model);
    }

    [Fact]
    public async Task A_small_packet_that_unpacks_without_end_is_not_read_on()
    {
        await using ScriptedServer server = ScriptedServer.Start(Packed(new string(' ', 40 * Megabyte)), Second);

        Assert.Equal("second", (await Service.ClientOf(server.Address).GetAsync("cgt-1")).Model);
    }

    [Theory]
    [InlineData("""{"id": "cgt-1", "deep": """)]
    [InlineData("""{"id": "cgt-1", "content": """)]
    [InlineData("""{"id": "cgt-1", "model": """)]
    [InlineData("")]
    public async Task A_deeply_nested_answer_does_no_harm(string start)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            ScriptedResponse.Json(200, start + new string('[', 1_000_000)),
            ScriptedResponse.Json(502, """{"error": """ + new string('[', 1_000_000)),
            Second);

        Assert.Equal("second", (await Service.ClientOf(server.Address).GetAsync("cgt-1")).Model);
    }

    private static ScriptedResponse Packed(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return ScriptedResponse.Of(200, "application/json", packed.ToArray(), "Content-Encoding: gzip");
    }
}
