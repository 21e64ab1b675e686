using System;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Simulator.Tests.Support;
using Xunit;
using static MeshVideo.Simulator.Tests.Support.Content;
using static MeshVideo.Simulator.Tests.Support.SampleMedia;

namespace MeshVideo.Simulator.Tests.Validation;

/// <summary>Media that come as data URIs are looked at.</summary>
public sealed class MediaTests
{
    private const int Megabyte = 1 << 20;

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("gif", "image/gif")]
    [InlineData("bmp", "image/bmp")]
    [InlineData("webp", "image/webp")]
    [InlineData("webp-lossless", "image/webp")]
    [InlineData("webp-extended", "image/webp")]
    public async Task The_size_of_an_image_is_read_from_its_header(string format, string type)
    {
        Func<int, int, byte[]> make = format switch
        {
            "png" => Png,
            "jpeg" => Jpeg,
            "gif" => Gif,
            "bmp" => Bmp,
            "webp" => WebpLossy,
            "webp-lossless" => WebpLossless,
            _ => WebpExtended,
        };
        await Expect(200, type, make(300, 750));
        await Expect(200, type, make(6000, 2400));
        await Expect(422, type, make(299, 400));
        await Expect(422, type, make(400, 6001));
        await Expect(422, type, make(300, 751));
        await Expect(422, type, make(2403, 960));
        await Expect(422, type, make(300, 750)[..8]);
    }

    [Fact]
    public async Task Formats_without_a_readable_size_pass_by_their_first_bytes()
    {
        byte[] heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0];
        await Expect(200, "image/tiff", [.. "II*\0"u8, 0, 0, 0, 0]);
        await Expect(200, "image/heic", heic, "byteplus/seedance-1-5-pro");
        await Expect(200, "image/heic", heic);
        await Expect(422, "image/heic", heic, "byteplus/seedance-1-0-pro");
    }

    [Theory]
    [InlineData("data:image/png;base64,****")]
    [InlineData("data:image/png,abc")]
    [InlineData("data:image/png;base64")]
    [InlineData("data:;base64,AAAA")]
    [InlineData("data:image/svg+xml;base64,AAAA")]
    [InlineData("data:image/png;base64,AAAA")]
    public async Task A_data_URI_must_hold_what_it_declares(string uri)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(Body(Image("first_frame", uri)));
        Assert.Equal(422, reply.Status);
        Assert.Equal(["body.content.0.image_url.url"], reply.Locations);
    }

    [Fact]
    public async Task The_scheme_of_a_data_URI_may_be_in_capitals()
    {
        await using Service service = await Service.StartAsync();
        string uri = "DATA:image/png;base64," + Convert.ToBase64String(Png(400, 400));
        Assert.Equal(200, (await service.PostAsync(Body(Image("first_frame", uri)))).Status);
        uri = "Data:image/png;base64," + Convert.ToBase64String(Png(200, 400));
        Assert.Equal(422, (await service.PostAsync(Body(Image("first_frame", uri)))).Status);
    }

    [Fact]
    public async Task One_format_under_the_name_of_another_is_refused() => await Expect(422, "image/png", Jpeg(400, 400));

    [Fact]
    public async Task The_experimental_model_takes_media_unseen()
    {
        await Expect(200, "image/png", [1, 2, 3], "byteplus/experimental");
    }

    [Fact]
    public async Task An_image_must_be_under_30_MB()
    {
        byte[] image = Png(400, 400);
        Array.Resize(ref image, (30 * Megabyte) - 1);
        await Expect(200, "image/png", image);
        Array.Resize(ref image, 30 * Megabyte);
        await Expect(422, "image/png", image);
    }

    [Theory]
    [InlineData(1.5, 422)]
    [InlineData(2, 200)]
    [InlineData(15, 200)]
    [InlineData(361 / 24.0, 200)]
    [InlineData(15.5, 422)]
    public async Task A_video_lasts_2_to_15_seconds(double seconds, int status)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(Body(Video(DataUri("video/mp4", Mp4(seconds)))));
        Assert.Equal(status, reply.Status);
    }

    [Theory]
    [InlineData(1.5, 422)]
    [InlineData(2, 200)]
    [InlineData(15, 200)]
    [InlineData(361 / 24.0, 200)]
    [InlineData(15.5, 422)]
    public async Task An_audio_lasts_2_to_15_seconds(double seconds, int status)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(Body(Image("reference_image"), Audio(DataUri("audio/wav", Wav(seconds)))));
        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Videos_and_audios_last_15_seconds_together()
    {
        await using Service service = await Service.StartAsync();
        (string video, string audio) = (DataUri("video/quicktime", Mp4(8)), DataUri("audio/wav", Wav(8)));
        string made = DataUri("video/mp4", Mp4(121 / 24.0));
        Assert.Equal(200, (await service.PostAsync(Body(Video(made), Video(made), Video(made)))).Status);
        Assert.Equal(200, (await service.PostAsync(Body(Video(video), Audio(audio)))).Status);
        Assert.Equal(["body.content"], (await service.PostAsync(Body(Video(video), Video(video)))).Locations);
        Assert.Equal(["body.content"], (await service.PostAsync(Body(Video(video), Audio(audio), Audio(audio)))).Locations);
    }

    [Fact]
    public async Task A_video_has_at_least_24_frames_a_second()
    {
        // Half of the frames are taken out of the table of samples.
        byte[] slow = Mp4(4);
        int count = new Mp4File(slow).OffsetOf("moov/trak/mdia/minf/stbl/stsz") + 8;
        slow[count + 3] /= 2;
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(Body(Video(DataUri("video/mp4", slow))));
        Assert.Equal(["body.content.0.video_url.url"], reply.Locations);
    }

    [Fact]
    public async Task An_audio_must_not_pass_15_MB()
    {
        byte[] audio = [.. "ID3"u8, 0, 0, 0];
        Array.Resize(ref audio, 15 * Megabyte);
        await using Service service = await Service.StartAsync();
        Assert.Equal(200, (await service.PostAsync(Body(Image("reference_image"), Audio(DataUri("audio/mpeg", audio))))).Status);
        Array.Resize(ref audio, audio.Length + 1);
        Assert.Equal(422, (await service.PostAsync(Body(Image("reference_image"), Audio(DataUri("audio/mpeg", audio))))).Status);
    }

    [Fact]
    public async Task An_adaptive_ratio_follows_the_first_image()
    {
        await using Service service = await Service.StartAsync();
        JsonObject body = Body(Image("first_frame", DataUri("image/png", Png(700, 900))));
        body["ratio"] = "adaptive";
        Assert.Equal("3:4", (string?)(await service.MakeAsync(body))["ratio"]);

        body = Body(Text("a cat"));
        body["ratio"] = "adaptive";
        Assert.Equal("16:9", (string?)(await service.MakeAsync(body))["ratio"]);
    }

    private static async Task Expect(int status, string type, byte[] image, string model = Service.Model)
    {
        await using Service service = await Service.StartAsync();
        Reply reply = await service.PostAsync(BodyFor(model, Image("first_frame", DataUri(type, image))));
        Assert.True(reply.Status == status, $"{status} for {type}: {reply.Text}");
    }
}
