using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Requests;

/// <summary>Local files as they go out.</summary>
public sealed class LocalMediaTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData((48 * 1024) - 1)]
    [InlineData(48 * 1024)]
    [InlineData((48 * 1024) + 1)]
    [InlineData(1_000_003)]
    public async Task A_file_arrives_byte_by_byte_and_its_length_is_said_before(int size)
    {
        byte[] content = Png(size);
        ReceivedRequest sent = await SendAsync(new VideoRequest { Prompt = "p", FirstFrame = File("a.png", content) });

        string url = (string)sent.Json["content"]![1]!["image_url"]!["url"]!;
        Assert.StartsWith("data:image/png;base64,", url, StringComparison.Ordinal);
        Assert.Equal(content, Convert.FromBase64String(url["data:image/png;base64,".Length..]));
        Assert.Equal(sent.Body.Length.ToString(CultureInfo.InvariantCulture), sent["Content-Length"]);
        Assert.Null(sent["Transfer-Encoding"]);
    }

    [Fact]
    public async Task Several_files_find_their_places()
    {
        byte[] first = Png(100_000);
        byte[] second = Png(60_001);
        ReceivedRequest sent = await SendAsync(new VideoRequest
        {
            Prompt = "\"p\"",
            ReferenceImages = [File("a", first), MediaSource.FromUrl("asset://x"), File("b", second)],
        });

        string[] urls = [.. sent.Json["content"]!.AsArray().Skip(1).Select(item => (string)item!["image_url"]!["url"]!)];
        Assert.Equal("data:image/png;base64," + Convert.ToBase64String(first), urls[0]);
        Assert.Equal("asset://x", urls[1]);
        Assert.Equal("data:image/png;base64," + Convert.ToBase64String(second), urls[2]);
    }

    [Theory]
    [InlineData("89504E470D0A1A0A", "image_url", "image/png")]
    [InlineData("FFD8FFE0", "image_url", "image/jpeg")]
    [InlineData("474946383961", "image_url", "image/gif")]
    [InlineData("52494646000000005745425056503820", "image_url", "image/webp")]
    [InlineData("424D", "image_url", "image/bmp")]
    [InlineData("49492A00", "image_url", "image/tiff")]
    [InlineData("4D4D002A", "image_url", "image/tiff")]
    [InlineData("000000186674797068656963", "image_url", "image/heic")]
    [InlineData("00000018667479706D696631", "image_url", "image/heif")]
    [InlineData("000000186674797069736F6D", "video_url", "video/mp4")]
    [InlineData("000000186674797071742020", "video_url", "video/quicktime")]
    [InlineData("52494646000000005741564566", "audio_url", "audio/wav")]
    [InlineData("494433", "audio_url", "audio/mpeg")]
    [InlineData("FFFB9000", "audio_url", "audio/mpeg")]
    public async Task The_type_is_told_by_the_content_and_not_by_the_name(string head, string item, string mimeType)
    {
        MediaSource source = File("misleading.txt", [.. Convert.FromHexString(head), .. new byte[40]]);
        ReceivedRequest sent = await SendAsync(new VideoRequest
        {
            FirstFrame = item == "image_url" ? source : null,
            ReferenceVideos = item == "video_url" ? [source] : [],
            ReferenceAudios = item == "audio_url" ? [source] : [],
        });

        Assert.StartsWith($"data:{mimeType};base64,", (string)sent.Json["content"]![0]![item]!["url"]!, StringComparison.Ordinal);
    }

    /// <summary>The rules object to these; who passes them by has their files sent, whatever they are.</summary>
    [Theory]
    [InlineData("a.MOV", "68656C6C6F", "video/quicktime")]
    [InlineData("a.jpeg", "52494646000000004156492066", "image/jpeg")]
    [InlineData("a.wav", "494433", "audio/mpeg")]
    [InlineData("a.data", "68656C6C6F", "image/jpeg")]
    [InlineData("a", "00", "image/jpeg")]
    public async Task A_file_whose_content_tells_no_type_has_that_of_its_ending(string name, string head, string mimeType)
    {
        byte[] content = Convert.FromHexString(head);
        ReceivedRequest sent = await SendAsync(new VideoRequest { FirstFrame = File(name, content) });

        Assert.Equal(
            $"data:{mimeType};base64,{Convert.ToBase64String(content)}", (string)sent.Json["content"]![0]!["image_url"]!["url"]!);
    }

    [Fact]
    public async Task A_file_without_either_has_the_usual_type_of_its_parameter()
    {
        ReceivedRequest sent = await SendAsync(
            new VideoRequest { ReferenceVideos = [File("clip", [1])], ReferenceAudios = [File("sound", [1])] });

        Assert.Equal("data:video/mp4;base64,AQ==", (string)sent.Json["content"]![0]!["video_url"]!["url"]!);
        Assert.Equal("data:audio/mpeg;base64,AQ==", (string)sent.Json["content"]![1]!["audio_url"]!["url"]!);
    }

    [Fact]
    public async Task A_missing_file_an_empty_one_and_a_folder_are_refused_before_anything_is_sent()
    {
        Assert.Contains("empty", (await RefusedAsync(File("picture.png", []))).Message, StringComparison.Ordinal);
        await RefusedAsync(MediaSource.FromFile(_folder["none.png"]));
        await RefusedAsync(MediaSource.FromFile(_folder.Path));
    }

    private static async Task<MeshVideoException> RefusedAsync(MediaSource source)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.MediaUnreadable,
            Service.ClientOf(server.Address).CreateAsync(new VideoRequest { FirstFrame = source }));

        Assert.Empty(server.Requests);
        return error;
    }

    private static async Task<ReceivedRequest> SendAsync(VideoRequest request)
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        await Service.ClientOf(server.Address).CreateAsync(request);
        return Assert.Single(server.Requests, request => request.Method == "POST");
    }

    private MediaSource File(string name, byte[] content) => MediaSource.FromFile(_folder.Write(name, content));

    private static byte[] Png(int size)
    {
        byte[] content = new byte[size];
        new Random(size).NextBytes(content);
        Convert.FromHexString("89504E470D0A1A0A").CopyTo(content, 0);
        return content;
    }
}
