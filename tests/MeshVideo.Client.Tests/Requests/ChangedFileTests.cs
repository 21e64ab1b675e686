using System;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>A file that changes under a request: an error of ours, and nothing was created.</summary>
public sealed class ChangedFileTests : IDisposable
{
    private static readonly byte[] PngHead = Convert.FromHexString("89504E470D0A1A0A");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(50)]
    [InlineData(5000)]
    public async Task A_file_whose_length_changed_between_two_sendings_is_not_sent(int newLength)
    {
        string path = Large("a.png", 100);
        await using ScriptedServer server = ScriptedServer.Start(request =>
        {
            SetLength(path, newLength);
            return ScriptedResponse.Json(429, """{"error": {"code": "rate_limit_exceeded"}}""");
        });

        MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.MediaUnreadable, CreateAsync(server, path));

        Assert.Contains("a.png", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was created", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests, request => request.IsComplete);
    }

    [SkippableFact]
    public async Task A_file_that_becomes_shorter_while_it_is_sent_ends_the_sending()
    {
        Skip.If(OperatingSystem.IsWindows(), "On Windows, nobody can shorten a file that is being read.");

        // Far more than fits into the buffers of a connection that nobody reads.
        string path = Large("a.png", 60_000_000);
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        server.OnBody = _ =>
        {
            SetLength(path, 100);
            return Task.CompletedTask;
        };

        MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.MediaUnreadable, CreateAsync(server, path));

        Assert.Contains("shorter", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.IsComplete);
    }

    private static Task<VideoTask> CreateAsync(ScriptedServer server, string path) =>
        Service.ClientOf(server.Address).CreateAsync(new VideoRequest { FirstFrame = MediaSource.FromFile(path) });

    private string Large(string name, int length)
    {
        string path = _folder.Write(name, PngHead);
        SetLength(path, length);
        return path;
    }

    private static void SetLength(string path, long length)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(length);
    }
}
