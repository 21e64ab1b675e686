using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Simulator.Rendering;
using MeshVideo.Simulator.Tests.Support;
using MeshVideo.Simulator.Validation;
using MeshVideo.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests.Rendering;

public sealed class RendererTests
{
    private const string Samples = "moov/trak/mdia/minf/stbl/";

    [Theory]
    [InlineData("480p", false)]
    [InlineData("720p", false)]
    [InlineData("1080p", false)]
    [InlineData("4k", false)]
    [InlineData("480p", true)]
    [InlineData("720p", true)]
    [InlineData("1080p", true)]
    public void Every_size_is_even_and_near_its_ratio(string resolution, bool isFirstGeneration)
    {
        Assert.All(FrameSize.Ratios, ratio =>
        {
            FrameSize size = FrameSize.Get(resolution, ratio, isFirstGeneration);
            double[] parts = ratio.Split(':').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(0, size.Width % 2);
            Assert.Equal(0, size.Height % 2);
            Assert.InRange((double)size.Width / size.Height / (parts[0] / parts[1]), 0.97, 1.03);
        });
    }

    [Theory]
    [InlineData("480p", "21:9", 48)]
    [InlineData("720p", "16:9", 120)]
    [InlineData("1080p", "9:16", 57)]
    public void The_index_tells_what_was_asked_for(string resolution, string ratio, int frames)
    {
        FrameSize size = FrameSize.Get(resolution, ratio);
        Mp4File file = new(Render(resolution, ratio, frames));
        Assert.Equal(["ftyp", "moov", "mdat"], file.Order);
        Assert.Equal(frames / 24.0, (double)file.U32("moov/mvhd", 16) / file.U32("moov/mvhd", 12));
        Assert.Equal(frames / 24.0, (double)file.U32("moov/trak/mdia/mdhd", 16) / file.U32("moov/trak/mdia/mdhd", 12));
        Assert.Equal(size.Width, file.U16("moov/trak/tkhd", 76));
        Assert.Equal(size.Height, file.U16("moov/trak/tkhd", 80));
        Assert.Equal((size.Width, size.Height), (file.U16(Samples + "stsd", 40), file.U16(Samples + "stsd", 42)));
        Assert.Equal((uint)frames, file.U32(Samples + "stts", 8));
        Assert.Equal((uint)frames, file.U32(Samples + "stsz", 8));
        Assert.Equal((uint)(frames + 23) / 24, file.U32(Samples + "stss", 4));
        Assert.Equal(25u, file.U32(Samples + "stss", 12));
    }

    [Fact]
    public void Every_sample_is_one_unit_of_its_kind_and_together_they_fill_the_data()
    {
        byte[] bytes = Render("480p", "1:1", 50);
        Mp4File file = new(bytes);
        int at = (int)file.U32(Samples + "stco", 8);
        Assert.Equal(file.OffsetOf("mdat"), at);
        for (int frame = 0; frame < 50; frame++)
        {
            int size = (int)file.U32(Samples + "stsz", 12 + (4 * frame));
            int length = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
            Assert.Equal(size - 4, length);
            Assert.Equal(frame % 24 == 0 ? 0x65 : 0x41, bytes[at + 4]);
            at += size;
        }

        Assert.Equal(bytes.Length, at);
    }

    [Fact]
    public void The_same_seed_makes_the_same_video_and_another_seed_another()
    {
        Assert.Equal(Render("480p", "16:9", 48), Render("480p", "16:9", 48));
        Assert.NotEqual(Render("480p", "16:9", 48), Render("480p", "16:9", 48, seed: 2));
    }

    [Fact]
    public void Payloads_never_hold_a_start_code()
    {
        BitWriter bits = new();
        bits.Bits(32, 0);
        bits.Bits(24, 1);
        Assert.Equal([0x65, 0, 0, 3, 0, 0, 3, 0, 0, 3, 1, 0x80], bits.ToNalUnit(0x65));
    }

    [Fact]
    public void The_last_frame_is_a_whole_PNG()
    {
        FrameSize size = FrameSize.Get("720p", "21:9");
        byte[] file = PngWriter.Write(new Scene(size, 48, seed: 1).GetPicture(47));
        Assert.Equal((size.Width, size.Height), ImageHeader.ReadSize("png", file));

        int start = file.AsSpan().IndexOf("IDAT"u8) + 4;
        using ZLibStream zlib = new(new MemoryStream(file, start, file.Length - start), CompressionMode.Decompress);
        MemoryStream lines = new();
        zlib.CopyTo(lines);
        Assert.Equal(size.Height * (1 + (size.Width * 3)), lines.Length);
        Assert.Equal("IEND"u8.ToArray(), file[^8..^4]);
    }

    [SkippableTheory]
    [InlineData("480p", "3:4", 48)]
    [InlineData("720p", "21:9", 29)]
    [InlineData("1080p", "16:9", 96)]
    [InlineData("4k", "1:1", 25)]
    public async Task Players_open_it(string resolution, string ratio, int frames)
    {
        Skip.IfNot(HasFfmpeg(), "ffmpeg is not installed.");
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, Render(resolution, ratio, frames));
            FrameSize size = FrameSize.Get(resolution, ratio);
            const string Entries = "stream=width,height,nb_read_frames,r_frame_rate";
            (string facts, string _) = await RunAsync(
                "ffprobe", $"-v error -count_frames -show_entries {Entries} -of csv=p=0 {path}");
            Assert.Equal($"{size.Width},{size.Height},24/1,{frames}", facts.Trim());
            (string _, string complaints) = await RunAsync("ffmpeg", $"-v error -xerror -i {path} -f null -");
            Assert.Empty(complaints);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The flat colour of every macroblock comes through the decoder exactly as it was painted.</summary>
    [SkippableFact]
    public async Task Pictures_are_decoded_to_the_very_samples()
    {
        Skip.IfNot(HasFfmpeg(), "ffmpeg is not installed.");
        (string video, string raw) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            Scene scene = new(FrameSize.Get("480p", "16:9"), 48, seed: 7);
            await File.WriteAllBytesAsync(video, VideoRenderer.Render(scene));
            await RunAsync("ffmpeg", $"-v error -y -i {video} -f rawvideo -pix_fmt yuv420p {raw}");

            byte[] decoded = await File.ReadAllBytesAsync(raw);
            (int width, int height) = (scene.Size.Width, scene.Size.Height);
            Span<byte> last = decoded.AsSpan(47 * width * height * 3 / 2);
            Picture picture = scene.GetPicture(47);
            for (int at = 0; at < picture.Luma.Length; at++)
            {
                (int x, int y) = (at % scene.Size.MacroblocksWide, at / scene.Size.MacroblocksWide);
                Assert.Equal(picture.Luma[at], last[(((y * 16) + 15) * width) + (x * 16) + 15]);
                int chroma = (((y * 8) + 7) * width / 2) + (x * 8) + 7;
                Assert.Equal(picture.Blue[at], last[(width * height) + chroma]);
                Assert.Equal(picture.Red[at], last[(width * height * 5 / 4) + chroma]);
            }
        }
        finally
        {
            File.Delete(video);
            File.Delete(raw);
        }
    }

    private static byte[] Render(string resolution, string ratio, int frames, ulong seed = 1) =>
        VideoRenderer.Render(new Scene(FrameSize.Get(resolution, ratio), frames, seed));

    private static bool HasFfmpeg() =>
        Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), folder =>
            File.Exists(Path.Combine(folder, "ffprobe")) && File.Exists(Path.Combine(folder, "ffmpeg")));

    private static async Task<(string Output, string Error)> RunAsync(string program, string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        return await process.ReadToEndAsync(TimeSpan.FromMinutes(1));
    }
}
