using System;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Rendering;

/// <summary>
/// The content of the video of a task: a gradient in its own colors under a mosaic that moves one step per second, and a
/// bar that grows to the full width at the end.
/// </summary>
internal sealed class Scene(FrameSize size, int frameCount, ulong seed)
{
    public const int FramesPerPicture = TaskSpec.FramesPerSecond;

    private const int TileSide = 4;

    public FrameSize Size => size;

    public int FrameCount => frameCount;

    public int PictureCount => (frameCount + FramesPerPicture - 1) / FramesPerPicture;

    public Picture GetPicture(int frame)
    {
        int second = frame / FramesPerPicture;
        (int columns, int rows) = (size.MacroblocksWide, size.MacroblocksHigh);
        Picture picture = new(size, new byte[columns * rows], new byte[columns * rows], new byte[columns * rows]);
        int barWidth = columns * (second + 1) / PictureCount;
        double hue = seed % 360 * Math.PI / 180;

        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                double slope = ((double)x / columns) + ((double)y / rows);
                double tile = Tile((x + second) / TileSide, y / TileSide);
                double angle = hue + (slope * 1.5) + (tile * 0.6);
                int at = (y * columns) + x;
                bool inBar = y >= rows - 2 && x < barWidth;
                picture.Luma[at] = (byte)(inBar ? 225 : 70 + (50 * slope) + (25 * tile));
                picture.Blue[at] = (byte)(inBar ? 128 : 128 + (60 * Math.Cos(angle)));
                picture.Red[at] = (byte)(inBar ? 128 : 128 + (60 * Math.Sin(angle)));
            }
        }

        return picture;
    }

    /// <summary>A pseudorandom number from 0 to 1 for each tile of the mosaic, which is always the same.</summary>
    private double Tile(int x, int y)
    {
        ulong hash = (seed ^ ((ulong)x << 32) ^ (ulong)y) * 0x9E3779B97F4A7C15;
        hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
        return (hash >> 40) / (double)(1 << 24);
    }
}
