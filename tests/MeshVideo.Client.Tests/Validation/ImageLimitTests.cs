using System;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>The contract's limits for images, each for a local file and for a data URI.</summary>
public sealed class ImageLimitTests(ClientAndService judges) : IClassFixture<ClientAndService>
{
    private const int Megabyte = 1 << 20;
    private const string HeifModel = "byteplus/seedance-1-5-pro";

    public static TheoryData<string, string, int, int, bool> Sides()
    {
        (string Format, string MimeType)[] formats =
        [
            ("png", "image/png"), ("jpeg", "image/jpeg"), ("gif", "image/gif"), ("bmp", "image/bmp"), ("webp", "image/webp"),
            ("webp-lossless", "image/webp"), ("webp-extended", "image/webp"),
        ];
        (int Width, int Height, bool IsTaken)[] sizes =
        [
            (300, 300, true), (299, 300, false), (300, 299, false), (6000, 6000, true), (6001, 6000, false), (6000, 6001, false),
            (400, 1000, true), (399, 1000, false), (1000, 400, true), (1003, 400, false),
        ];
        TheoryData<string, string, int, int, bool> cases = [];
        foreach ((string format, string mimeType) in formats)
        {
            foreach ((int width, int height, bool isTaken) in sizes)
            {
                cases.Add(format, mimeType, width, height, isTaken);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public Task The_sides_of_an_image(string format, string mimeType, int width, int height, bool isTaken) =>
        judges.JudgeAsync(SampleImages.Of(format, width, height), mimeType, ClientAndService.Frame, isTaken, "FirstFrame");

    [Theory]
    [InlineData("tiff", "image/tiff")]
    [InlineData("heic", "image/heic")]
    [InlineData("heif", "image/heif")]
    public async Task The_sides_of_an_image_that_the_simulator_takes_unmeasured(string format, string mimeType)
    {
        // Where the two differ it is the client that is strict.
        (int, int, bool)[] cases = [(300, 300, true), (299, 300, false), (1000, 400, true), (1003, 400, false)];
        foreach ((int width, int height, bool isTaken) in cases)
        {
            byte[] image = SampleImages.Of(format, width, height);
            foreach (MediaSource source in new[] { judges.File(image), ClientAndService.Data(mimeType, image) })
            {
                VideoRequest request = ClientAndService.Frame(source) with { Model = HeifModel };
                ValidationResult result = await RequestValidator.ValidateAsync(request);
                Assert.Equal(isTaken, result.IsValid);
                Assert.Empty(result.Warnings);
                Assert.Equal(200, await judges.SendAsync(request));
            }
        }
    }

    [Theory]
    [InlineData("heic", "image/heic")]
    [InlineData("heif", "image/heif")]
    public async Task Heif_is_for_1_5_pro_and_2_0(string format, string mimeType)
    {
        byte[] image = SampleImages.Of(format, 400, 400);
        foreach (MediaSource source in new[] { judges.File(image), ClientAndService.Data(mimeType, image) })
        {
            await judges.TakeAsync(ClientAndService.Frame(source) with { Model = HeifModel });
            await judges.TakeAsync(ClientAndService.Frame(source));
            await judges.RefuseAsync(ClientAndService.Frame(source) with { Model = "byteplus/seedance-1-0-pro" }, "FirstFrame");
        }
    }

    [Theory]
    [InlineData((30 * Megabyte) - 1, true)]
    [InlineData(30 * Megabyte, false)]
    public async Task An_image_is_under_30_MB(int length, bool isTaken)
    {
        byte[] image = SampleImages.Png(400, 400);
        VideoRequest request = ClientAndService.Frame(judges.Sparse(image, length));
        await (isTaken ? judges.TakeAsync(request) : judges.RefuseAsync(request, "FirstFrame"));

        Array.Resize(ref image, length);
        await judges.JudgeDataAsync(image, "image/png", ClientAndService.Frame, isTaken, "FirstFrame");
    }

    [Fact]
    public async Task A_TIFF_that_begins_with_a_preview_is_sent_with_a_warning()
    {
        byte[] preview =
        [
            .. "II*\0"u8, .. SampleClips.Little(8), 3, 0, 0xFE, 0, 4, 0, .. SampleClips.Little(1), .. SampleClips.Little(1),
            .. SampleImages.Tiff(32, 32)[10..],
        ];
        Assert.Single((await RequestValidator.ValidateAsync(ClientAndService.Frame(judges.File(preview)))).Warnings);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(200, false)]
    public async Task The_sides_of_a_BigTIFF(int width, bool isTaken)
    {
        byte[] Entry(byte tag, int value) =>
            [tag, 1, 4, 0, .. SampleClips.Little(1), 0, 0, 0, 0, .. SampleClips.Little(value), 0, 0, 0, 0];
        byte[] image =
        [
            .. "II+\0"u8, 8, 0, 0, 0, .. SampleClips.Little(16), 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, .. Entry(0, width),
            .. Entry(1, 400), .. new byte[8],
        ];
        ValidationResult result = await RequestValidator.ValidateAsync(ClientAndService.Frame(judges.File(image)));
        Assert.Equal(isTaken, result.IsValid);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task A_file_that_cannot_be_measured_is_sent_with_a_warning()
    {
        // An index of a kind that nobody knows: what it says is not known, and nothing speaks against it.
        byte[] tiff = [.. "II*\0"u8, 0xFF, 0xFF, 0xFF, 0x7F, .. new byte[40]];
        VideoRequest request = ClientAndService.Frame(judges.File(tiff));
        ValidationResult result = await RequestValidator.ValidateAsync(request);

        Assert.True(result.IsValid);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("FirstFrame", warning, StringComparison.Ordinal);
        Assert.Contains(request.FirstFrame!.Path!, warning, StringComparison.Ordinal);
        Assert.Contains("could not be measured", warning, StringComparison.Ordinal);
        Assert.Equal(200, await judges.SendAsync(request));
    }
}
