using System;
using System.IO;

namespace MeshVideo.Media;

/// <summary>
/// Tells how long an MP3 plays by walking its frames, which is exact for every kind of bit rate, and for parts that were joined with their
/// tags.
/// </summary>
internal static class Mp3Probe
{
    // From one frame to behind the next two: what confirms that it is one.
    private const int Reach = (3 * Mp3Frame.MostBytes) + 16;

    // Where a file may begin within a frame, as one that was cut out of a broadcast does.
    private const int MostBeforeFirst = Mp3Frame.MostBytes;

    // The last frame is often cut, or counted otherwise.
    private const double Tolerance = 0.1;

    public static MediaMeasure? Measure(Stream stream)
    {
        WindowReader file = new(stream);
        (double seconds, double said, long lost) = (0, 0, 0);
        (Mp3Frame? last, bool isFirst) = (null, true);
        long position = 0;

        // What is neither frame, tag nor padding is lost; where it is more than a little, the walk has lost its way.
        while (position < file.Length && lost <= file.Length / 10)
        {
            ReadOnlySpan<byte> bytes = file.At(position, Reach);
            if (Mp3Tag.LengthOf(bytes, file.Length - position) is > 0 and var tag)
            {
                position += tag;
                last = null;
            }
            else if (Mp3Frame.TryRead(bytes) is { } frame && (frame.Format == last?.Format || IsConfirmed(bytes, frame, frames: 1)))
            {
                // The first frame may be silent and tell about the others.
                uint? indexed = isFirst ? Mp3Tag.FramesOf(bytes) : null;
                seconds += indexed is null ? frame.Seconds : 0;
                said += (indexed ?? 0) * frame.Seconds;
                isFirst = false;
                position += frame.Length;
                last = frame;
            }
            else
            {
                lost += bytes[0] == 0 ? 0 : 1;
                position++;
                last = null;
            }
        }

        if (seconds <= 0 || lost > file.Length / 10)
        {
            return null;
        }

        // Encoders fill up the last frame and a delay: up to a tenth of a second that nobody hears.
        bool isCut = said > seconds + Tolerance;
        return new MediaMeasure { Seconds = isCut ? null : Math.Floor(Math.Round(seconds, 6) * 10) / 10, IsCut = isCut };
    }

    /// <summary>Whether frames follow what a file begins with, zeros or the end of a frame.</summary>
    public static bool IsFound(WindowReader file)
    {
        long position = 0;
        while (file.At(position, 1) is { Length: 1 } first && first[0] == 0)
        {
            position++;
        }

        for (long end = position + MostBeforeFirst; position < end && file.At(position, Reach) is { Length: > 0 } bytes; position++)
        {
            if (Mp3Frame.TryRead(bytes) is { } frame && IsConfirmed(bytes, frame, frames: 2))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a frame is followed by more of its kind, or by the end of the file or a tag.</summary>
    private static bool IsConfirmed(ReadOnlySpan<byte> bytes, Mp3Frame frame, int frames)
    {
        int position = frame.Length;
        for (; frames > 0 && position < bytes.Length; frames--)
        {
            ReadOnlySpan<byte> next = bytes.Slice(position);
            if (Mp3Frame.TryRead(next) is not { } following || following.Format != frame.Format)
            {
                return Mp3Tag.IsTag(next);
            }

            position += following.Length;
        }

        return frames == 0 || position == bytes.Length;
    }
}
