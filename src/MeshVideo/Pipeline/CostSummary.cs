using System.Globalization;

namespace MeshVideo.Pipeline;

/// <summary>Adds up the estimates of a batch.</summary>
internal sealed class CostSummary
{
    private int _known;
    private int _unknown;
    private long _tokens;
    private decimal _usd;

    /// <summary>The number of videos.</summary>
    public int Count => _known + _unknown;

    public void Add(CostEstimate estimate)
    {
        if (estimate.Usd is { } usd)
        {
            _known++;
            _usd += usd;
            _tokens += estimate.Tokens ?? 0;
        }
        else
        {
            _unknown++;
        }
    }

    /// <summary>Formats the sum. Videos whose cost is not known are counted.</summary>
    public override string ToString()
    {
        string unknown = _unknown == 0 ? string.Empty
            : $"The cost of {(_known == 0 ? string.Empty : "another ")}{FormatCount(_unknown)} is not known.";
        return _known == 0
            ? unknown
            : string.Format(
                CultureInfo.InvariantCulture,
                "{0}, {1:#,0} tokens: {2}. {3}",
                FormatCount(_known),
                _tokens,
                CostEstimate.Format(_usd),
                unknown).TrimEnd();
    }

    private static string FormatCount(int count) => count == 1 ? "1 video" : $"{count} videos";
}
