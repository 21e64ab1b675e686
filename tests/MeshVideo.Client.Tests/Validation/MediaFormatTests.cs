using System;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>Which formats are taken, and what a data URI has to say and hold.</summary>
public sealed class MediaFormatTests(ClientAndService judges) : IClassFixture<ClientAndService>
{
    [Theory]
    [InlineData("0000001866747970617669660000000000000000", "image/avif", "FirstFrame")]
    [InlineData("1A45DFA30000000000000000", "video/webm", "ReferenceVideo[0]")]
    [InlineData("664C6143000000000000000000", "audio/flac", "ReferenceAudio[0]")]
    [InlineData("4F676753000000000000000000", "audio/ogg", "ReferenceAudio[0]")]
    [InlineData("00000018667479704D34412000000000", "audio/mp4", "ReferenceAudio[0]")]
    public async Task A_format_that_the_contract_does_not_name_is_for_unknown_models(
        string head, string mimeType, string parameter)
    {
        byte[] content = Convert.FromHexString(head);
        Func<MediaSource, VideoRequest> request = parameter[0] == 'F'
            ? ClientAndService.Frame
            : parameter.Contains("Video", StringComparison.Ordinal)
            ? ClientAndService.Clip
            : ClientAndService.Sound;
        foreach (MediaSource source in new[] { judges.File(content), ClientAndService.Data(mimeType, content) })
        {
            await judges.RefuseAsync(request(source), parameter);
            await judges.TakeAsync(request(source) with { Model = "byteplus/experimental" });
        }
    }

    [Theory]
    [InlineData("data:image/png;base64,****")]
    [InlineData("data:image/png;base64,AAA")]
    [InlineData("data:image/png;base64,")]
    [InlineData("data:image/png,abc")]
    [InlineData("data:image/png;base64")]
    [InlineData("data:;base64,AAAA")]
    [InlineData("data:image/svg+xml;base64,AAAA")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("data:video/mp4;base64,AAAA")]
    [InlineData("data:text/plain;charset=utf-8;base64,AAAA")]
    public Task A_data_URI_must_hold_what_it_says(string uri) =>
        judges.RefuseAsync(ClientAndService.Frame(MediaSource.FromUrl(uri)), "FirstFrame");

    [Theory]
    [InlineData("image/jpg", "jpeg")]
    [InlineData("IMAGE/PNG", "png")]
    [InlineData("image/png;name=a.png", "png")]
    [InlineData("image/x-ms-bmp", "bmp")]
    public Task A_MIME_type_has_more_than_one_spelling(string mimeType, string format) =>
        judges.TakeAsync(ClientAndService.Frame(ClientAndService.Data(mimeType, SampleImages.Of(format, 400, 400))));

    [Fact]
    public async Task One_format_under_the_name_of_another_is_refused()
    {
        await judges.RefuseAsync(
            ClientAndService.Frame(ClientAndService.Data("image/png", SampleImages.Jpeg(400, 400))), "FirstFrame");
        await judges.TakeAsync(ClientAndService.Clip(ClientAndService.Data("video/quicktime", SampleClips.Mp4(4))));
    }

    [Fact]
    public async Task The_scheme_of_a_data_URI_may_be_in_capitals()
    {
        MediaSource source = ClientAndService.Data("image/png", SampleImages.Png(400, 400));
        await judges.TakeAsync(ClientAndService.Frame(MediaSource.FromUrl("DATA" + source.Url![4..])));
    }

    [Fact]
    public async Task Links_and_assets_are_not_judged()
    {
        MediaSource link = MediaSource.FromUrl("https://example.com/huge.exe");
        await judges.TakeAsync(new VideoRequest { ReferenceImages = [link], ReferenceVideos = [link], ReferenceAudios = [link] });
    }
}
