using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Saving;

/// <summary>File hosts that answer in odd ways, and have the video in the end.</summary>
public sealed class OddFileHostTests : IDisposable
{
    private static readonly byte[] Video = Mp4.OfSize(100_000);

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> AnswersWithoutAFile => new()
    {
        { "video/mp4", string.Empty },
        { "text/html", "<html><body>One moment, the file is being prepared</body></html>" },
        { "application/json", """{"code":"NotReady","message":"object is being transcoded"}""" },
        { "video/mp4", "\n  <?xml version=\"1.0\"?><Error/>" },
    };

    [Theory]
    [MemberData(nameof(AnswersWithoutAFile))]
    public Task A_success_without_the_file_is_tried_again(string type, string body) =>
        SavedAsync(ScriptedResponse.Of(200, type, Encoding.UTF8.GetBytes(body)), ScriptedResponse.Of(200, type, Encoding.UTF8.GetBytes(body)), ScriptedResponse.Of(200, "video/mp4", Video));

    [Fact]
    public Task A_body_without_a_length_that_was_cut_is_tried_again() =>
        SavedAsync(new ScriptedResponse([.. Head(200), .. Video[..50_000]]), new ScriptedResponse([.. Head(200), .. Video]));

    [Fact]
    public async Task A_success_that_never_has_the_file_is_given_up_as_no_video()
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "text/html", "<html>"u8.ToArray()));

        await Expect.FaultAsync(MeshVideoErrorKind.NotAVideo, host.SaveAsync(_folder["a.mp4"], new SaveOptions { Patience = TimeSpan.FromSeconds(3) }));

        Assert.True(host.Files.Requests.Count > 1);
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData("ETag: \"v1\"")]
    [InlineData("X-None: 0")]
    public Task A_part_that_is_the_whole_file_is_taken(string version) =>
        SavedAsync(ScriptedResponse.Of(206, "video/mp4", Video, "Content-Range: bytes 0-99999/100000", version));

    [Fact]
    public async Task Parts_are_asked_for_until_the_file_is_whole()
    {
        await using FileHost host = FileHost.Start(request =>
        {
            int from = request["Range"] is { } range ? int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture) : 0;
            byte[] part = Video[from..Math.Min(from + 30_000, Video.Length)];
            return Task.FromResult(ScriptedResponse.Of(206, "video/mp4", part, $"Content-Range: bytes {from}-{from + part.Length - 1}/{Video.Length}", "ETag: \"v1\""));
        });

        await host.SaveAsync(_folder["a.mp4"]);

        Assert.Equal(Video, await File.ReadAllBytesAsync(_folder["a.mp4"]));
        Assert.Equal(4, host.Files.Requests.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [Trait("Build", "net8.0")]
    public async Task A_coding_that_nobody_asked_for_is_decoded(string coding)
    {
        using MemoryStream packed = new();
        using (Stream pack = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Compress),
            "deflate" => new ZLibStream(packed, CompressionMode.Compress),
            _ => new BrotliStream(packed, CompressionMode.Compress),
        })
        {
            await pack.WriteAsync(Video);
        }

        await SavedAsync(ScriptedResponse.Of(200, "video/mp4", packed.ToArray(), "Content-Encoding: " + coding, "ETag: \"v1\""));
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("aws-chunked")]
    public Task A_coding_that_changes_nothing_is_passed_over(string coding) =>
        SavedAsync(ScriptedResponse.Of(200, "video/mp4", Video, "Content-Encoding: " + coding));

    [Fact]
    public async Task A_coding_that_is_not_known_is_named()
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "video/mp4", Video, "Content-Encoding: rot13"));

        MeshVideoException fault = await Expect.FaultAsync(
            MeshVideoErrorKind.DownloadFailed, host.SaveAsync(_folder["a.mp4"], new SaveOptions { Patience = TimeSpan.FromSeconds(3) }));

        Assert.Contains("'rot13'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\0\u0001\u0002\u0003")]
    [InlineData("\nAIGC{\"Label\":\"1\",\"ContentProducer\":\"x\"}")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task Bytes_behind_the_last_box_do_no_harm(string tail)
    {
        byte[] video = [.. Video, .. Encoding.Latin1.GetBytes(tail)];
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "video/mp4", video));

        await host.SaveAsync(_folder["a.mp4"]);

        Assert.Equal(video, await File.ReadAllBytesAsync(_folder["a.mp4"]));
    }

    [Theory]
    [InlineData("application/xml", "<?xml version=\"1.0\"?><Error><Code>RequestTimeTooSkewed</Code><Message>The times differ &amp; too much.</Message></Error>", "RequestTimeTooSkewed: The times differ & too much")]
    [InlineData("application/json", """{"code": "AccessDenied", "message": "The link has expired."}""", "AccessDenied: The link has expired")]
    [InlineData("application/json", """{"error": {"code": "Blocked", "message": "See https://files.example/?signature=secret"}}""", "Blocked: See https://files.example/")]
    public async Task The_reason_of_a_refusal_is_told(string type, string body, string expected)
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(403, type, Encoding.UTF8.GetBytes(body)));

        MeshVideoException fault = await Expect.FaultAsync(
            MeshVideoErrorKind.DownloadFailed, host.SaveAsync(_folder["a.mp4"], new SaveOptions { Patience = TimeSpan.FromSeconds(3) }));

        Assert.Contains($"HTTP 403 ({expected}", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_of_a_redirect_goes_with_the_next_request_of_the_chain_alone()
    {
        await using FileHost host = FileHost.Start(request => Task.FromResult(
            request.Target.EndsWith("/end", StringComparison.Ordinal) && request["Cookie"] == "sid=1"
                ? ScriptedResponse.Of(200, "video/mp4", Video)
                : ScriptedResponse.Json(302, string.Empty, "Location: /end", "Set-Cookie: sid=1; Path=/")));

        await host.SaveAsync(_folder["a.mp4"]);
        await host.SaveAsync(_folder["b.mp4"]);

        Assert.Equal([null, "sid=1", null, "sid=1"], host.Files.Requests.Select(request => request["Cookie"]));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Head(int status) => Encoding.Latin1.GetBytes($"HTTP/1.1 {status} OK\r\nContent-Type: video/mp4\r\nConnection: close\r\n\r\n");

    private async Task SavedAsync(params ScriptedResponse[] replies)
    {
        await using FileHost host = FileHost.Start(replies);

        await host.SaveAsync(_folder["a.mp4"]);

        Assert.Equal(Video, await File.ReadAllBytesAsync(_folder["a.mp4"]));
        Assert.Equal(replies.Length, host.Files.Requests.Count);
        Assert.Equal(["a.mp4"], _folder.Files);
    }
}
