using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Links that a task should not have: none is worse than a file that is out of reach.</summary>
public sealed class HostileLinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:0/v.mp4")]
    [InlineData("http://127.0.0.1:1/%")]
    [InlineData("http://127.0.0.1:1/\0\u001b[2J\r\nX: y")]
    [InlineData("http://127.1:1/")]
    [InlineData("http://2130706433:1/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://[::1%25lo]:1/")]
    [InlineData("http://[::ffff:127.0.0.1]:1/")]
    [InlineData("http://user:password@127.0.0.1:1/?signature=" + HostileBytes.Signature)]
    [InlineData("http://localhost:1/霧🦌")]
    [InlineData("http://localhost.:1/")]
    [InlineData("https://xn--/")]
    [InlineData("https://xn--a/")]
    [InlineData("https://a..b/")]
    [InlineData("https://-a-.invalid/")]
    [InlineData("https://ä\u0301\u200d.invalid/")]
    [InlineData("https://a%00b.invalid/")]
    [InlineData("https://a_b.invalid:65535/")]
    [InlineData("https://0.0.0.0:1/")]
    [InlineData("https:///v.mp4")]
    [InlineData("https:v.mp4")]
    [InlineData("https://?")]
    [InlineData("HTTP://FILES.EXAMPLE/")]
    [InlineData("data:video/mp4;base64,AAAA")]
    [InlineData("javascript:alert(1)")]
    [InlineData("\\\\host\\share\\v.mp4")]
    [InlineData("/etc/passwd")]
    public async Task It_is_out_of_reach_or_refused(string link) => await DownloadAsync(link);

    [Fact]
    public Task A_link_longer_than_any() => DownloadAsync("http://127.0.0.1:1/" + new string('x', 60_000));

    [Fact]
    public Task A_host_longer_than_any() =>
        DownloadAsync("https://" + string.Join('.', Enumerable.Repeat(new string('x', 60), 100)) + "/");

    private async Task DownloadAsync(string link)
    {
        using CancellationTokenSource cancellation = new();
        await using ScriptedServer api = ScriptedServer.Start(
            ScriptedResponse.Json(
                200,
                $$$"""{"id": "cgt-1", "status": "succeeded", "content": {"video_url": {{{JsonSerializer.Serialize(link)}}}}}"""));
        MeshVideoClient client = Service.ClientOf(api.Address, new ActionLog((_, text) =>
        {
            Secrets.AssertNone(text);
            if (text.Contains("trying again", StringComparison.Ordinal))
            {
                cancellation.Cancel();
            }
        }));
        VideoTask task = await client.GetAsync("cgt-1", CancellationToken.None);

        try
        {
            await new VideoDownloader(new DownloadOptions { GiveUpAfter = TimeSpan.FromSeconds(2) })
                .DownloadAsync(client, task, _folder["a.mp4"], cancellation.Token)
                .WaitAsync(Expect.Timeout, CancellationToken.None);
            Assert.Fail("Saved.");
        }
        catch (OperationCanceledException)
        {
            Assert.True(cancellation.IsCancellationRequested);
        }
        catch (MeshVideoException exception)
        {
            Assert.True(
                exception.Kind is MeshVideoErrorKind.RedirectRefused or MeshVideoErrorKind.NothingToSave, exception.ToString());
            Secrets.AssertNone(exception.ToString());
            Assert.DoesNotContain("password@", exception.ToString(), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_folder["a.mp4"]));
    }
}
