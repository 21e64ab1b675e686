namespace MeshVideo.Media;

/// <summary>A track of a movie: pictures, sound or something else.</summary>
internal sealed class ClipTrack
{
    public uint Id { get; set; }

    public bool IsVideo { get; set; }

    public int? Width { get; set; }

    public int? Height { get; set; }

    /// <summary>Units a second.</summary>
    public uint Timescale { get; set; }

    /// <summary>How long it says that it is, in its units.</summary>
    public double Duration { get; set; }

    /// <summary>What its edit list plays, in seconds; null where it has none, or one that has no end of its own.</summary>
    public double? EditedSeconds { get; set; }

    /// <summary>How long a sample of a fragment lasts that does not say so itself; null where nothing says so.</summary>
    public uint? SampleDuration { get; set; }

    public SampleTimes Samples { get; } = new();

    /// <summary>Where its fragments begin, in its units; null where none says.</summary>
    public double? Begin { get; set; }

    /// <summary>Where its fragments end.</summary>
    public double End { get; set; }

    /// <summary>How long its samples are, or it says that they are.</summary>
    public double Seconds => Timescale == 0 ? 0 : (Samples.Total > 0 ? Samples.Total : Duration) / Timescale;
}
