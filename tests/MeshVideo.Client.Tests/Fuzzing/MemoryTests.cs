using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>No answer fills the memory: of what would, only so much is read, and less is made of it.</summary>
[Collection(NonParallelTests.Name)]
public sealed class MemoryTests
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>For one answer, garbage included.</summary>
    private const long Most = 100 * Megabyte;

    private static readonly byte[] Filler = Encoding.ASCII.GetBytes(new string('x', Megabyte));
    private static readonly byte[] Chunk = [.. Encoding.ASCII.GetBytes($"{Filler.Length:x}\r\n"), .. Filler, .. "\r\n"u8];

    public static TheoryData<ApiCall, int> Calls => new()
    {
        { ApiCall.Look, 200 }, { ApiCall.Look, 404 }, { ApiCall.Look, 500 }, { ApiCall.Create, 200 }, { ApiCall.Create, 400 },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public Task An_answer_in_chunks_without_end(ApiCall call, int status) => BoundedAsync(
        call,
        new HostileResponse([.. HostileResponse.Head(status, "Transfer-Encoding: chunked"), .. "1\r\n\"\r\n"u8])
        {
            Forever = Chunk,
        });

    [Theory]
    [MemberData(nameof(Calls))]
    public Task An_answer_of_2_GB(ApiCall call, int status) => BoundedAsync(
        call,
        new HostileResponse([.. HostileResponse.Head(status, "Content-Length: 2147483648"), .. "\""u8]) { Forever = Filler });

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775806")]
    [InlineData("4294967296")]
    public async Task An_answer_that_only_says_it_is_large_is_not_waited_for(string length)
    {
        byte[] start = [.. HostileResponse.Head(200, "Content-Length: " + length), .. "{\"id\""u8];
        foreach (ApiCall call in new[] { ApiCall.Look, ApiCall.Create })
        {
            await BoundedAsync(call, new HostileResponse(start) { NeverEnds = true });
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_packet_that_unpacks_to_gigabytes(string encoding)
    {
        byte[] packed = Packed(encoding, 300);
        foreach (ApiCall call in new[] { ApiCall.Look, ApiCall.Create })
        {
            await BoundedAsync(call, HostileResponse.Of(200, packed, "Content-Encoding: " + encoding));
        }
    }

    // Each pair of letters here becomes an object of some hundred bytes.
    [Theory]
    [InlineData("""{"data":[""", "{},", "{}]}")]
    [InlineData("""{"data":[""", "0,", "0]}")]
    [InlineData("""{"data":[],"x":[""", "[],", "[]]}")]
    [InlineData("""{"data":[{"id":"a",""", "\"#\":0,", "\"b\":1}]}")]
    [InlineData("""{"data":[{"id":"a","content":[""", "{},", "{}]}]}")]
    [InlineData("""{"error":{"details":[""", "{},", "{}]}}")]
    [InlineData("""{"error":{"provider_error":[""", "0,", "0]}}")]
    [InlineData("""{"id":"a",""", "\"#\":[0],", "\"b\":1}")]
    public async Task A_list_of_millions_of_nothings(string start, string item, string end)
    {
        StringBuilder text = new(start);
        for (int i = 0; text.Length < 16 * Megabyte; i++)
        {
            text.Append(item.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        byte[] body = Encoding.ASCII.GetBytes(text.Append(end).ToString());
        foreach (ApiCall call in new[] { ApiCall.Look, ApiCall.List })
        {
            await BoundedAsync(call, HostileResponse.Of(start.Contains("error", StringComparison.Ordinal) ? 400 : 200, body));
        }
    }

    [Fact]
    public async Task A_head_without_end()
    {
        string line = "X-Filler: " + new string('x', 1000) + "\r\n";
        byte[] lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, 500)));
        byte[] interim = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 1000)));
        byte[] longLine = [.. "X-Filler: "u8, .. Filler];
        byte[] chunked = HostileResponse.Head(200, "Transfer-Encoding: chunked");
        foreach (ApiCall call in new[] { ApiCall.Look, ApiCall.Create })
        {
            await BoundedAsync(call, new HostileResponse([.. "HTTP/1.1 200 OK\r\n"u8]) { Forever = lines });
            await BoundedAsync(call, new HostileResponse([.. "HTTP/1.1 200 OK\r\n"u8, .. longLine]) { Forever = Filler });
            await BoundedAsync(call, new HostileResponse([.. "HTTP/1.1 "u8]) { Forever = Filler });
            await BoundedAsync(call, new HostileResponse([]) { Forever = interim });
            await BoundedAsync(call, new HostileResponse([.. chunked, .. "0\r\n"u8]) { Forever = lines });
            await BoundedAsync(call, new HostileResponse([.. chunked, .. "1;"u8]) { Forever = Filler });
        }
    }

    private static async Task BoundedAsync(ApiCall call, HostileResponse response)
    {
        await using HostileServer server = new();
        using CaseService service = new(server, new FuzzCase(0, 0), response);
        long before = GC.GetTotalAllocatedBytes(precise: true);

        MeshVideoException? error = await service.CallAsync(call);

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.NotNull(error);
        Assert.True(allocated < Most, $"{allocated / Megabyte} MB: {error.Message}");
        Assert.True(call != ApiCall.Create || service.Requests.Count(request => request.Method == "POST") == 1);
    }

    private static byte[] Packed(string encoding, int megabytes)
    {
        using MemoryStream packed = new();
        using (Stream stream = encoding == "gzip"
            ? new GZipStream(packed, CompressionLevel.Fastest)
            : new ZLibStream(packed, CompressionLevel.Fastest))
        {
            for (int i = 0; i < megabytes; i++)
            {
                stream.Write(Filler);
            }
        }

        return packed.ToArray();
    }
}
