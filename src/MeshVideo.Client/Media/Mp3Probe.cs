using System;
using System.IO;

namespace MeshVideo.Media;

/// <summary>Computes the duration of an MP3 from all its frame headers, which is exact even if the bit rate varies.</summary>
internal static class Mp3Probe
{
    // Enough to confirm a frame by the next two.
    private const int LookAheadLength = (3 * Mp3Frame.MaximumLength) + 16;

    // A file that was cut from a broadcast may begin within a frame.
    private const int MaximumSkip = Mp3Frame.MaximumLength;

    // The last frame is often incomplete, or counted differently.
    private const double ToleranceSeconds = 0.1;

    public static MediaInfo? Probe(Stream stream)
    {
        RandomAccessReader file = new(stream);
        (double seconds, double indexedSeconds, long unknownBytes) = (0, 0, 0);
        (Mp3Frame? last, bool isFirst) = (null, true);
        long position = 0;

        // Bytes that are neither frame, tag nor padding are unknown. With too many of them the result would be wrong.
        while (position < file.Length && unknownBytes <= file.Length / 10)
        {
            ReadOnlySpan<byte> bytes = file.Read(position, LookAheadLength);
            if (Mp3Tag.GetLength(bytes, file.Length - position) is > 0 and var tag)
            {
                position += tag;
                last = null;
            }
            else if (Mp3Frame.TryParse(bytes) is { } frame
                && (frame.Format == last?.Format || IsConfirmed(bytes, frame, frames: 1)))
            {
                // The first frame may hold an index instead of sound.
                uint? frameCount = isFirst ? Mp3Tag.ReadFrameCount(bytes) : null;
                seconds += frameCount is null ? frame.Seconds : 0;
                indexedSeconds += (frameCount ?? 0) * frame.Seconds;
                isFirst = false;
                position += frame.Length;
                last = frame;
            }
            else
            {
                unknownBytes += bytes[0] == 0 ? 0 : 1;
                position++;
                last = null;
            }
        }

        if (seconds <= 0 || unknownBytes > file.Length / 10)
        {
            return null;
        }

        // Encoders add a delay and padding of up to a tenth of a second, which is not part of the sound.
        bool isTruncated = indexedSeconds > seconds + ToleranceSeconds;
        return new MediaInfo
        {
            DurationSeconds = isTruncated ? null : Math.Floor(Math.Round(seconds, 6) * 10) / 10,
            IsTruncated = isTruncated,
        };
    }

    /// <summary>Whether a file consists of frames, perhaps after zeros or the rest of a frame.</summary>
    public static bool IsMp3(RandomAccessReader file)
    {
        long position = 0;
        while (file.Read(position, 1) is { Length: 1 } first && first[0] == 0)
        {
            position++;
        }

        long end = position + MaximumSkip;
        for (; position < end && file.Read(position, LookAheadLength) is { Length: > 0 } bytes; position++)
        {
            if (Mp3Frame.TryParse(bytes) is { } frame && IsConfirmed(bytes, frame, frames: 2))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a frame is followed by so many of the same format, by a tag or by the end of the file.</summary>
    private static bool IsConfirmed(ReadOnlySpan<byte> bytes, Mp3Frame frame, int frames)
    {
        int position = frame.Length;
        for (; frames > 0 && position < bytes.Length; frames--)
        {
            ReadOnlySpan<byte> next = bytes.Slice(position);
            if (Mp3Frame.TryParse(next) is not { } following || following.Format != frame.Format)
            {
                return Mp3Tag.IsTag(next);
            }

            position += following.Length;
        }

        return frames == 0 || position == bytes.Length;
    }
}
