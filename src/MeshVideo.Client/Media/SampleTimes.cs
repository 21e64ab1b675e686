using System;

namespace MeshVideo.Media;

/// <summary>Adds up how long the samples of a track last, in units of its time scale.</summary>
internal sealed class SampleTimes
{
    // Times in thousandths of a second make 60 frames a second 16 and 17 apart.
    private const double Alike = 0.05;

    private long _count;
    private uint _usual;
    private long _lead;

    public double Total { get; private set; }

    public long Count => _count;

    public void Add(long count, uint duration)
    {
        _count += count;
        Total += (double)count * duration;

        // Boyer and Moore's vote: the duration of most samples, if there is one, with nothing to be kept of the others.
        if (duration == _usual)
        {
            _lead += count;
        }
        else if (count > _lead)
        {
            (_usual, _lead) = (duration, count - _lead);
        }
        else
        {
            _lead -= count;
        }
    }

    /// <returns>Null where frames come now so and now so, and the average is nobody's rate.</returns>
    public double? FramesPerSecond(uint timescale)
    {
        if (Total <= 0 || _usual == 0 || timescale == 0)
        {
            return null;
        }

        double average = _count * (double)timescale / Total;
        double usual = (double)timescale / _usual;
        return Math.Abs(average - usual) <= Alike * average ? average : null;
    }
}
