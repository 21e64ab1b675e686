namespace MeshVideo.Media;

/// <summary>A track of an MP4: video, sound or something else.</summary>
internal sealed class Mp4Track
{
    public uint Id { get; set; }

    public bool IsVideo { get; set; }

    public int? Width { get; set; }

    public int? Height { get; set; }

    /// <summary>The number of time units in a second.</summary>
    public uint Timescale { get; set; }

    /// <summary>The declared duration, in time units.</summary>
    public double Duration { get; set; }

    /// <summary>The duration of the edit list; null if there is none, or it has no end.</summary>
    public double? EditedDurationSeconds { get; set; }

    /// <summary>The duration of a fragment's samples that declare none, in time units; null if unknown.</summary>
    public uint? DefaultSampleDuration { get; set; }

    public SampleDurations Samples { get; } = new();

    /// <summary>When the first fragment begins, in time units; null if no fragment declares it.</summary>
    public double? FragmentsStart { get; set; }

    /// <summary>When the last fragment ends, in time units.</summary>
    public double FragmentsEnd { get; set; }

    /// <summary>The sum of its samples or, without any, the declared duration.</summary>
    public double DurationSeconds =>
        Timescale == 0 ? 0 : (Samples.TotalDuration > 0 ? Samples.TotalDuration : Duration) / Timescale;
}
