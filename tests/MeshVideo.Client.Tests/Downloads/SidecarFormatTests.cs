using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>The format of sidecars and part files, by samples that an earlier version has written.</summary>
public sealed class SidecarFormatTests : IDisposable
{
    private const string SampleAddress = "http://127.0.0.1:18080/";

    private static readonly byte[] Video = ReadSample("saved/a.mp4");
    private static readonly byte[] NewVideo = ReadSample("replaced/a.mp4");
    private static readonly byte[] LastFrame = ReadSample("saved/a.last.jpg");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_saved_file_is_recognized()
    {
        await using ScriptedServer host = ScriptedServer.Start(ScriptedResponse.Of(200, "video/mp4", NewVideo));
        Place("saved/a.mp4", "a.mp4", "saved/a.mp4.json", "saved");
        Place("saved/a.last.jpg", "a.last.jpg", "saved/a.last.png.json", "saved");

        IReadOnlyList<SavedVideoFile> saved =
            await DownloadAsync(host, "cgt-saved", new DownloadOptions { IncludeLastFrame = true });

        Assert.Equal([_folder["a.mp4"], _folder["a.last.jpg"]], saved.Select(file => file.Path));
        Assert.Empty(host.Requests);
    }

    [Fact]
    public async Task An_unfinished_download_is_resumed()
    {
        await using ScriptedServer host = ScriptedServer.Start(
            ScriptedResponse.Of(206, "video/mp4", Video[400..], "ETag: \"v1\"", "Content-Range: bytes 400-999/1000"));
        Place("unfinished/a.mp4.part", ".meshvideo/a.mp4.part", "unfinished/a.mp4.json", modified: null, host);

        await DownloadAsync(host, "cgt-unfinished");

        Assert.Equal(("bytes=400-", "\"v1\""), (host.Requests[0]["Range"], host.Requests[0]["If-Range"]));
        Assert.Equal(Video, File.ReadAllBytes(_folder["a.mp4"]));
    }

    /// <summary>The run may have died before or after it renamed the new file.</summary>
    [Theory]
    [InlineData("saved/a.mp4", "replaced")]
    [InlineData("replaced/a.mp4", "saved")]
    public async Task A_replaced_file_and_its_replacement_are_recognized(string video, string entry)
    {
        await using ScriptedServer host = ScriptedServer.Start(ScriptedResponse.Of(200, "video/mp4", NewVideo));
        Place(video, "a.mp4", "replaced/a.mp4.json", entry);

        await DownloadAsync(host, "cgt-replaced");

        Assert.Empty(host.Requests);
        Assert.Equal(ReadSample(video), File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Fact]
    public async Task A_complete_part_file_is_recognized()
    {
        await using ScriptedServer host = ScriptedServer.Start(ScriptedResponse.Of(200, "video/mp4", NewVideo));
        Place("saved/a.mp4", ".meshvideo/a.mp4.part", "saved/a.mp4.json", "saved");

        await DownloadAsync(host, "cgt-saved");

        Assert.Empty(host.Requests);
        Assert.Equal(Video, File.ReadAllBytes(_folder["a.mp4"]));
    }

    [Fact]
    public async Task A_saved_file_is_recorded_in_the_same_format()
    {
        await using ScriptedServer host = ScriptedServer.Start(request =>
            request.Target.Contains(".png", StringComparison.Ordinal)
                ? ScriptedResponse.Of(200, "image/png", LastFrame)
                : ScriptedResponse.Of(200, "video/mp4", Video, "ETag: \"v1\""));

        await DownloadAsync(host, "cgt-saved", new DownloadOptions { IncludeLastFrame = true });

        AssertSameFormat("saved/a.mp4.json", "a.mp4.json", host);
        AssertSameFormat("saved/a.last.png.json", "a.last.png.json", host);
    }

    [Fact]
    public async Task An_unfinished_download_is_recorded_in_the_same_format()
    {
        await using ScriptedServer host = ScriptedServer.Start(
            ScriptedResponse.Announcing(1000, 200, "video/mp4", Video[..400], "ETag: \"v1\""),
            ScriptedResponse.Json(503, string.Empty, "Retry-After: 60"));

        await Expect.ErrorAsync(MeshVideoErrorKind.DownloadFailed, DownloadAsync(host, "cgt-unfinished"));

        AssertSameFormat("unfinished/a.mp4.json", "a.mp4.json", host);
        Assert.Equal(ReadSample("unfinished/a.mp4.part"), File.ReadAllBytes(_folder.PartOf("a.mp4")));
    }

    [Fact]
    public async Task A_replaced_file_is_recorded_in_the_same_format()
    {
        await using ScriptedServer host = ScriptedServer.Start(
            ScriptedResponse.Of(200, "video/mp4", Video), ScriptedResponse.Of(200, "video/mp4", NewVideo));

        await DownloadAsync(host, "cgt-replaced");
        await DownloadAsync(host, "cgt-replaced", new DownloadOptions { Overwrite = true });

        AssertSameFormat("replaced/a.mp4.json", "a.mp4.json", host);
    }

    [Fact]
    public async Task The_sidecar_of_a_file_with_a_long_name_is_named_by_its_hash()
    {
        string name = new string('n', 251) + ".mp4";
        await using ScriptedServer host = ScriptedServer.Start(ScriptedResponse.Of(200, "video/mp4", Video));

        await DownloadAsync(host, "cgt-saved", name: name);

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        Assert.Equal([$".meshvideo/sha256-{hash}.json"], _folder.Records.Select(path => path.Replace('\\', '/')));
    }

    private static byte[] ReadSample(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Downloads", "Samples", name));

    private static string ReadText(string name) => Encoding.UTF8.GetString(ReadSample(name));

    private void Place(string sample, string name, string sidecar, string? modified, ScriptedServer? host = null)
    {
        string text = ReadText(sidecar);
        Directory.CreateDirectory(_folder[".meshvideo"]);
        _folder.Write(name, ReadSample(sample));
        _folder.Write(
            $".meshvideo/{Path.GetFileName(sidecar)}",
            Encoding.UTF8.GetBytes(text.Replace(SampleAddress, host?.Address.AbsoluteUri, StringComparison.Ordinal)));
        if (modified is not null)
        {
            File.SetLastWriteTimeUtc(
                _folder[name], new DateTime((long)JsonNode.Parse(text)![modified]!["modified"]!, DateTimeKind.Utc));
        }
    }

    private void AssertSameFormat(string sample, string sidecar, ScriptedServer host)
    {
        static string Normalize(string text) =>
            Regex.Replace(text.ReplaceLineEndings("\n"), "\"modified\": \\d{18}", "\"modified\": 0");

        string written = File.ReadAllText(_folder[$".meshvideo/{sidecar}"])
            .Replace(host.Address.AbsoluteUri, SampleAddress, StringComparison.Ordinal);
        Assert.Equal(Normalize(ReadText(sample)), Normalize(written));
    }

    private Task<IReadOnlyList<SavedVideoFile>> DownloadAsync(
        ScriptedServer host, string id, DownloadOptions? options = null, string name = "a.mp4")
    {
        VideoTask task = new()
        {
            Id = id,
            Status = VideoTaskStatus.Succeeded,
            VideoUrl = new Uri(host.Address, $"{id}/v.mp4?signature=secret"),
            LastFrameUrl = new Uri(host.Address, $"{id}/f.png?signature=secret"),
        };
        return new VideoDownloader(options ?? new DownloadOptions())
            .DownloadAsync(Service.ClientOf(host.Address), task, _folder[name]);
    }
}
