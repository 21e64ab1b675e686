using System;
using System.Buffers.Binary;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Client.Tests.Validation;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>
/// Local media that was made to stop whoever looks at it: within the limits in size, without any in what it promises.
/// </summary>
[Collection(NonParallelTests.Name)]
public sealed class HostileMediaTests : IDisposable
{
    private const long Most = 100 << 20;

    private static readonly uint[] ImpossibleSizes = [0, 1, 2, 7, 8, 9, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Every tag there can be, and each says that the rest of the file is its value.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_TIFF_whose_every_tag_is_as_long_as_the_file(int type)
    {
        const int Tags = 65_535, Length = 2_000_000;
        byte[] file = new byte[Length];
        SampleImages.Tiff(400, 400).AsSpan(0, 8).CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), Tags);
        for (int tag = 0; tag < Tags; tag++)
        {
            Span<byte> entry = file.AsSpan(10 + (12 * tag));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], (ushort)type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], (Length - 1000) / type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], 8);
        }

        await JudgeAsync(file, image: true);
    }

    [Fact]
    public async Task A_TIFF_whose_directories_go_round_in_circles()
    {
        byte[] file = SampleImages.Tiff(400, 400);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(file.Length - 4), 8);

        ValidationResult result = await JudgeAsync(file, image: true);

        Assert.True(result.IsValid && result.Warnings.Count == 0);
    }

    /// <summary>
    /// Each table says that it has a million lines and has none: those of the next ones would be read, for each of them.
    /// </summary>
    [Theory]
    [InlineData("stts")]
    [InlineData("hdlr")]
    [InlineData("mdhd")]
    public async Task A_clip_of_a_million_tables(string type)
    {
        byte[] table = Box(type, [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
        byte[] tables = [.. Enumerable.Repeat(table, 1_000_000).SelectMany(bytes => bytes)];
        byte[] media = type == "stts" ? Box("minf", Box("stbl", tables)) : tables;

        await JudgeAsync([.. Ftyp, .. Box("moov", Box("trak", Box("mdia", media)))]);
    }

    [Theory]
    [InlineData("moov")]
    [InlineData("trak")]
    [InlineData("free")]
    public async Task A_clip_of_boxes_in_boxes(string type)
    {
        byte[] file = new byte[8 * 1_000_000];
        for (int at = 0; at < file.Length; at += 8)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(at), file.Length - at);
            Encoding.ASCII.GetBytes(type, file.AsSpan(at + 4));
        }

        await JudgeAsync([.. Ftyp, .. file]);
        await JudgeAsync([.. Ftyp, .. Box("moov", file)]);
    }

    [Theory]
    [InlineData("moov")]
    [InlineData("trak")]
    [InlineData("free")]
    [InlineData("stts")]
    public async Task A_box_whose_size_cannot_be(string type)
    {
        foreach (uint size in ImpossibleSizes)
        {
            await JudgeSizeAsync(size, type);
        }
    }

    private async Task JudgeSizeAsync(uint size, string type)
    {
        byte[] box = [.. Big(size), .. Encoding.ASCII.GetBytes(type)];
        byte[] wide = [.. Big(1), .. Encoding.ASCII.GetBytes(type), .. Big(size), .. Big(size)];
        foreach (byte[] bytes in new[] { box, wide, [.. box, .. wide, .. new byte[32]] })
        {
            await JudgeAsync([.. Ftyp, .. bytes]);
            await JudgeAsync([.. Ftyp, .. Box("moov", bytes)]);
            await JudgeAsync([.. Ftyp, .. Box("moov", [.. Box("mvhd", new byte[100]), .. Box("trak", Box("mdia", bytes))])]);
            await JudgeAsync([.. SampleImages.Heif("heic", 400, 400)[..16], .. bytes], image: true);
        }
    }

    [Fact]
    public Task Sound_in_hundreds_of_thousands_of_pieces() =>
        JudgeAsync(
            [.. SampleClips.Wav(2)[..12], .. Enumerable.Repeat("junk\0\0\0\0"u8.ToArray(), 300_000).SelectMany(bytes => bytes)],
            sound: true);

    [Fact]
    public Task Sound_in_the_shortest_frames_there_are() =>
        JudgeAsync(
            [.. Enumerable.Repeat((byte[])[0xFF, 0xF3, 0x14, 0, .. new byte[20]], 100_000).SelectMany(bytes => bytes)],
            sound: true);

    private static byte[] Ftyp => SampleClips.Mp4(4)[..16];

    private async Task<ValidationResult> JudgeAsync(byte[] content, bool image = false, bool sound = false)
    {
        MediaSource file = MediaSource.FromFile(_folder.Write("media", content));
        VideoRequest request = image ? new() { FirstFrame = file, Model = "byteplus/seedance-1-5-pro" }
            : sound ? new() { ReferenceImages = [MediaSource.FromUrl("asset://a")], ReferenceAudios = [file] }
            : new() { ReferenceVideos = [file] };
        long before = GC.GetTotalAllocatedBytes(precise: true);

        ValidationResult result = await Task.Run(() => RequestValidator.ValidateAsync(request)).WaitAsync(Expect.Timeout);

        // Garbage counts too; what a box or a chunk costs is gone with the next.
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(allocated < Most + (64L * content.Length), $"{allocated >> 20} MB");
        return result;
    }

    private static byte[] Box(string type, byte[] body) =>
        [.. Big((uint)body.Length + 8), .. Encoding.ASCII.GetBytes(type), .. body];

    private static byte[] Big(uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
