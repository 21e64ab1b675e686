using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace MeshVideo.Media;

/// <summary>Measures MP4 and MOV by their index and by their fragments, and never reads what lies between.</summary>
internal static class ClipProbe
{
    // Two that say how long a clip is say the same within this.
    private const double Agreement = 0.1;

    public static MediaMeasure? Measure(Stream stream)
    {
        BoxReader boxes = new(new WindowReader(stream));
        (Box? movie, bool isCut) = (null, false);
        foreach (Box box in boxes.Outermost)
        {
            isCut |= box.IsCut && box.Type is "mdat" or "moov" or "moof";
            movie ??= box is { Type: "moov", IsCut: false } ? box : null;
        }

        if (movie is null)
        {
            return isCut ? new MediaMeasure { IsCut = true } : null;
        }

        ClipIndex index = new(boxes, movie.Value);
        ClipFragments fragments = new(boxes, index);
        bool isFragmented = index.IsFragmented;
        foreach (Box box in boxes.Outermost)
        {
            if (box.Type == "moof" && !box.IsCut)
            {
                isFragmented = true;
                fragments.Add(box);
            }
        }

        double? seconds = !isFragmented ? Agreed(index.Seconds, index.Tracks.Select(track => track.EditedSeconds ?? track.Seconds))
            : fragments.AreTimed && fragments.AreInLine && !isCut ? Agreed(index.FragmentedSeconds, index.Tracks.Select(track => track.Seconds))
            : null;
        ClipTrack? pictures = index.Pictures;
        return new MediaMeasure
        {
            Seconds = seconds,
            FramesPerSecond = pictures?.Samples.FramesPerSecond(pictures.Timescale),
            Width = pictures?.Width,
            Height = pictures?.Height,
            IsCut = isCut,
        };
    }

    /// <summary>What the whole says and its longest track; a live recording says 0 of the whole and means that it does not know.</summary>
    /// <returns>Null where they say different things, or nothing.</returns>
    private static double? Agreed(double whole, IEnumerable<double> tracks)
    {
        double longest = tracks.DefaultIfEmpty().Max();
        return whole <= 0 ? (longest > 0 ? longest : null)
            : longest <= 0 || Math.Abs(whole - longest) <= Agreement ? whole
            : null;
    }
}
