using System.Collections.Generic;

namespace MeshVideo.Simulator.Rendering;

/// <summary>
/// Writes an MP4 file with one H.264 track. The index precedes the data, so that the file can be played while it loads.
/// </summary>
internal static class Mp4Writer
{
    private const uint Timescale = 24000;
    private const uint FrameTicks = Timescale / Tasks.TaskSpec.FramesPerSecond;
    private const ushort UndeterminedLanguage = 0x55C4;

    private static readonly uint[] UnityMatrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

    /// <param name="size">The size in pixels.</param>
    /// <param name="samples">The NAL unit of each frame.</param>
    /// <param name="keyFrameInterval">The number of frames from one key frame to the next.</param>
    public static byte[] Write(FrameSize size, IReadOnlyList<byte[]> samples, int keyFrameInterval)
    {
        // The index contains the offset of the data, which depends only on the size of the index.
        int indexLength = Head(size, samples, keyFrameInterval, dataOffset: 0).Length;
        BoxWriter file = Head(size, samples, keyFrameInterval, (uint)indexLength + 8);
        file.Box("mdat", () =>
        {
            foreach (byte[] sample in samples)
            {
                file.U32((uint)sample.Length).Bytes(sample);
            }
        });
        return file.ToArray();
    }

    private static BoxWriter Head(FrameSize size, IReadOnlyList<byte[]> samples, int keyFrameInterval, uint dataOffset)
    {
        uint duration = (uint)samples.Count * FrameTicks;
        BoxWriter box = new();
        box.Box("ftyp", () => box.Text("isom").U32(0x200).Text("isom").Text("iso2").Text("avc1").Text("mp41"));
        return box.Box("moov", () =>
        {
            MovieHeader(box, duration);
            box.Box("trak", () =>
            {
                TrackHeader(box, size, duration);
                box.Box("mdia", () =>
                {
                    box.FullBox("mdhd", 0, () => box.Zeros(8).U32(Timescale).U32(duration).U16(UndeterminedLanguage).U16(0));
                    box.FullBox("hdlr", 0, () => box.Zeros(4).Text("vide").Zeros(12).Text("VideoHandler").U8(0));
                    box.Box("minf", () =>
                    {
                        box.FullBox("vmhd", 1, () => box.Zeros(8));
                        box.Box("dinf", () => box.FullBox("dref", 0, () => box.U32(1).FullBox("url ", 1, () => { })));
                        SampleTable(box, size, samples, keyFrameInterval, dataOffset);
                    });
                });
            });
        });
    }

    private static void MovieHeader(BoxWriter box, uint duration) => box.FullBox("mvhd", 0, () =>
    {
        box.Zeros(8).U32(Timescale).U32(duration).U32(0x10000).U16(0x100).Zeros(10);
        Matrix(box);
        box.Zeros(24).U32(2);
    });

    private static void TrackHeader(BoxWriter box, FrameSize size, uint duration) => box.FullBox("tkhd", 3, () =>
    {
        box.Zeros(8).U32(1).Zeros(4).U32(duration).Zeros(16);
        Matrix(box);
        box.U32((uint)size.Width << 16).U32((uint)size.Height << 16);
    });

    private static void SampleTable(
        BoxWriter box, FrameSize size, IReadOnlyList<byte[]> samples, int keyFrameInterval, uint dataOffset) =>
        box.Box("stbl", () =>
        {
            box.FullBox("stsd", 0, () => box.U32(1).Box("avc1", () => SampleEntry(box, size)));
            box.FullBox("stts", 0, () => box.U32(1).U32((uint)samples.Count).U32(FrameTicks));
            box.FullBox("stss", 0, () =>
            {
                box.U32((uint)((samples.Count + keyFrameInterval - 1) / keyFrameInterval));
                for (int frame = 0; frame < samples.Count; frame += keyFrameInterval)
                {
                    box.U32((uint)frame + 1);
                }
            });
            box.FullBox("stsc", 0, () => box.U32(1).U32(1).U32((uint)samples.Count).U32(1));
            box.FullBox("stsz", 0, () =>
            {
                box.U32(0).U32((uint)samples.Count);
                foreach (byte[] sample in samples)
                {
                    box.U32((uint)sample.Length + 4);
                }
            });
            box.FullBox("stco", 0, () => box.U32(1).U32(dataOffset));
        });

    private static void SampleEntry(BoxWriter box, FrameSize size)
    {
        const int Dpi72 = 0x480000;
        box.Zeros(6).U16(1).Zeros(16);
        box.U16(size.Width).U16(size.Height).U32(Dpi72).U32(Dpi72).Zeros(4).U16(1).Zeros(32).U16(24).U16(0xFFFF);
        box.Box("avcC", () =>
        {
            (byte[]? sequence, byte[]? picture) = (H264Encoder.SequenceParameterSet(size), H264Encoder.PictureParameterSet());
            box.U8(1).U8(H264Encoder.ProfileIdc).U8(H264Encoder.ConstraintFlags).U8(H264Encoder.LevelIdc(size));
            box.U8(0xFF); // lengths of four bytes
            box.U8(0xE1).U16(sequence.Length).Bytes(sequence);
            box.U8(1).U16(picture.Length).Bytes(picture);
        });
    }

    private static void Matrix(BoxWriter box)
    {
        foreach (uint value in UnityMatrix)
        {
            box.U32(value);
        }
    }
}
