using System.Collections.Generic;

namespace MeshVideo.Simulator.Rendering;

/// <summary>Renders a scene as an MP4, with one IDR picture per second and skipped pictures between them.</summary>
internal static class VideoRenderer
{
    public static byte[] Render(Scene scene)
    {
        byte[][] skipped = new byte[Scene.FramesPerPicture][];
        List<byte[]> samples = new(scene.FrameCount);
        for (int frame = 0; frame < scene.FrameCount; frame++)
        {
            int number = frame % Scene.FramesPerPicture;
            samples.Add(number == 0
                ? H264Encoder.IntraPicture(scene.GetPicture(frame), frame / Scene.FramesPerPicture)
                : skipped[number] ??= H264Encoder.SkippedPicture(scene.Size, number));
        }

        return Mp4Writer.Write(scene.Size, samples, Scene.FramesPerPicture);
    }
}
