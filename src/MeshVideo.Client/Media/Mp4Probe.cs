using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace MeshVideo.Media;

/// <summary>Reads duration, frame rate and size of an MP4 or QuickTime file. Media data is never read.</summary>
internal static class Mp4Probe
{
    // Durations that differ by no more than this agree.
    private const double ToleranceSeconds = 0.1;

    public static MediaInfo? Probe(Stream stream)
    {
        BoxReader boxes = new(new RandomAccessReader(stream));
        (Box? movieBox, bool isTruncated) = (null, false);
        foreach (Box box in boxes.TopLevel)
        {
            isTruncated |= box.IsTruncated && box.Type is "mdat" or "moov" or "moof";
            movieBox ??= box is { Type: "moov", IsTruncated: false } ? box : null;
        }

        if (movieBox is null)
        {
            return isTruncated ? new MediaInfo { IsTruncated = true } : null;
        }

        Mp4Movie movie = new(boxes, movieBox.Value);
        Mp4Fragments fragments = new(boxes, movie);
        bool isFragmented = movie.IsFragmented;
        foreach (Box box in boxes.TopLevel)
        {
            if (box.Type == "moof" && !box.IsTruncated)
            {
                isFragmented = true;
                fragments.Add(box);
            }
        }

        double? seconds = !isFragmented
            ? Reconcile(movie.DurationSeconds, movie.Tracks.Select(track => track.EditedDurationSeconds ?? track.DurationSeconds))
            : fragments.HaveDurations && fragments.AreContiguous && !isTruncated
                ? Reconcile(movie.FragmentedDurationSeconds, movie.Tracks.Select(track => track.DurationSeconds))
                : null;
        Mp4Track? video = movie.MainVideoTrack;
        return new MediaInfo
        {
            DurationSeconds = seconds,
            FrameRate = video?.Samples.GetFrameRate(video.Timescale),
            Width = video?.Width,
            Height = video?.Height,
            IsTruncated = isTruncated,
        };
    }

    /// <summary>The duration on which movie and longest track agree. A live recording declares 0, which is unknown.</summary>
    /// <returns>Null if they contradict each other, or both are unknown.</returns>
    private static double? Reconcile(double movieSeconds, IEnumerable<double> trackSeconds)
    {
        double longest = trackSeconds.DefaultIfEmpty().Max();
        return movieSeconds <= 0 ? (longest > 0 ? longest : null)
            : longest <= 0 || Math.Abs(movieSeconds - longest) <= ToleranceSeconds ? movieSeconds
            : null;
    }
}
