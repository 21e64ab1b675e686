using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>File hosts with unusual responses.</summary>
public sealed class UnusualFileHostTests : IDisposable
{
    private static readonly byte[] Video = Mp4.OfSize(100_000);

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> ResponsesWithoutAFile => new()
    {
        { "video/mp4", string.Empty },
        { "text/html", "<html><body>One moment, the file is being prepared</body></html>" },
        { "application/json", """{"code":"NotReady","message":"object is being transcoded"}""" },
        { "video/mp4", "\n  <?xml version=\"1.0\"?><Error/>" },
    };

    [Theory]
    [MemberData(nameof(ResponsesWithoutAFile))]
    public Task A_success_status_without_the_file_is_retried(string type, string body) =>
        AssertSavedAsync(
            ScriptedResponse.Of(200, type, Encoding.UTF8.GetBytes(body)),
            ScriptedResponse.Of(200, type, Encoding.UTF8.GetBytes(body)),
            ScriptedResponse.Of(200, "video/mp4", Video));

    [Fact]
    public Task A_truncated_body_of_unknown_length_is_retried() =>
        AssertSavedAsync(
            new ScriptedResponse([.. Head(200), .. Video[..50_000]]), new ScriptedResponse([.. Head(200), .. Video]));

    [Fact]
    public async Task A_success_status_that_never_has_the_file_fails_as_not_a_video()
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "text/html", "<html>"u8.ToArray()));

        await Expect.ErrorAsync(
            MeshVideoErrorKind.NotAVideo,
            host.DownloadAsync(_folder["a.mp4"], new DownloadOptions { GiveUpAfter = TimeSpan.FromSeconds(3) }));

        Assert.True(host.Files.Requests.Count > 1);
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData("ETag: \"v1\"")]
    [InlineData("X-None: 0")]
    public Task A_partial_response_with_the_whole_file_is_accepted(string version) =>
        AssertSavedAsync(ScriptedResponse.Of(206, "video/mp4", Video, "Content-Range: bytes 0-99999/100000", version));

    [Fact]
    public async Task Parts_are_requested_until_the_file_is_complete()
    {
        await using FileHost host = FileHost.Start(request =>
        {
            int from = request["Range"] is { } range
                ? int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture)
                : 0;
            byte[] part = Video[from..Math.Min(from + 30_000, Video.Length)];
            return Task.FromResult(
                ScriptedResponse.Of(
                    206,
                    "video/mp4",
                    part,
                    $"Content-Range: bytes {from}-{from + part.Length - 1}/{Video.Length}",
                    "ETag: \"v1\""));
        });

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal(Video, await File.ReadAllBytesAsync(_folder["a.mp4"]));
        Assert.Equal(4, host.Files.Requests.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [Trait("Build", "net8.0")]
    public async Task A_content_encoding_that_was_not_requested_is_decoded(string coding)
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

        await AssertSavedAsync(
            ScriptedResponse.Of(200, "video/mp4", packed.ToArray(), "Content-Encoding: " + coding, "ETag: \"v1\""));
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("aws-chunked")]
    public Task An_identity_encoding_is_ignored(string coding) =>
        AssertSavedAsync(ScriptedResponse.Of(200, "video/mp4", Video, "Content-Encoding: " + coding));

    [Fact]
    public async Task An_unknown_content_encoding_is_named()
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "video/mp4", Video, "Content-Encoding: rot13"));

        await Expect.ErrorAsync(
            MeshVideoErrorKind.DownloadFailed,
            host.DownloadAsync(_folder["a.mp4"], new DownloadOptions { GiveUpAfter = TimeSpan.FromSeconds(3) }));

        Assert.Contains("'rot13'", host.Notes.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\0\u0001\u0002\u0003")]
    [InlineData("\nAIGC{\"Label\":\"1\",\"ContentProducer\":\"x\"}")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task Bytes_after_the_last_box_are_accepted(string tail)
    {
        byte[] video = [.. Video, .. Encoding.Latin1.GetBytes(tail)];
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(200, "video/mp4", video));

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal(video, await File.ReadAllBytesAsync(_folder["a.mp4"]));
    }

    [Theory]
    [InlineData("application/xml", "<?xml version=\"1.0\"?><Error><Code>RequestTimeTooSkewed</Code><Message>The times differ &amp; too much.</Message></Error>", "RequestTimeTooSkewed: The times differ & too much")]
    [InlineData("application/json", """{"code": "AccessDenied", "message": "The link has expired."}""", "AccessDenied: The link has expired")]
    [InlineData("application/json", """{"error": {"code": "Blocked", "message": "See https://files.example/?signature=secret"}}""", "Blocked: See https://files.example/")]
    public async Task The_error_of_the_file_host_is_shown(string type, string body, string expected)
    {
        await using FileHost host = FileHost.Start(ScriptedResponse.Of(403, type, Encoding.UTF8.GetBytes(body)));

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.DownloadFailed,
            host.DownloadAsync(_folder["a.mp4"], new DownloadOptions { GiveUpAfter = TimeSpan.FromSeconds(3) }));

        // The last attempt may time out instead.
        Assert.Contains($"HTTP 403 ({expected}", host.Notes.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", host.Notes.Text + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_set_by_a_redirect_is_sent_only_along_the_same_redirects()
    {
        await using FileHost host = FileHost.Start(request => Task.FromResult(
            request.Target.EndsWith("/end", StringComparison.Ordinal) && request["Cookie"] == "sid=1"
                ? ScriptedResponse.Of(200, "video/mp4", Video)
                : ScriptedResponse.Json(302, string.Empty, "Location: /end", "Set-Cookie: sid=1; Path=/")));

        await host.DownloadAsync(_folder["a.mp4"]);
        await host.DownloadAsync(_folder["b.mp4"]);

        Assert.Equal([null, "sid=1", null, "sid=1"], host.Files.Requests.Select(request => request["Cookie"]));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Head(int status) =>
        Encoding.Latin1.GetBytes($"HTTP/1.1 {status} OK\r\nContent-Type: video/mp4\r\nConnection: close\r\n\r\n");

    private async Task AssertSavedAsync(params ScriptedResponse[] replies)
    {
        await using FileHost host = FileHost.Start(replies);

        await host.DownloadAsync(_folder["a.mp4"]);

        Assert.Equal(Video, await File.ReadAllBytesAsync(_folder["a.mp4"]));
        Assert.Equal(replies.Length, host.Files.Requests.Count);
        Assert.Equal(["a.mp4"], _folder.Files);
    }
}
