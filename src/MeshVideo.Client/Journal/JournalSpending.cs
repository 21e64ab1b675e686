using System.Collections.Generic;

namespace MeshVideo.Journal;

/// <summary>
/// Adds up the estimates of all requests of a journal that were charged or may be charged. Those that were sent without prices
/// have only tokens, which count at the highest price of their model.
/// </summary>
internal sealed class JournalSpending
{
    private readonly Dictionary<string, long> _tokens = [];
    private decimal _usd;

    /// <summary>Gets the number of requests whose cost is not known.</summary>
    public int UnknownCount { get; private set; }

    /// <summary>Gets the cost of a request as it counts; null if it is not known.</summary>
    public static decimal? GetCost(JournalLine intent, CostEstimator estimator) =>
        intent.Usd ?? GetCost(intent.Model!, intent.Tokens, estimator);

    public void Add(JournalLine intent) => Add(intent, 1);

    /// <summary>Removes a request that has created no task.</summary>
    public void Remove(JournalLine intent) => Add(intent, -1);

    public decimal GetTotal(CostEstimator estimator)
    {
        decimal total = _usd;
        foreach (KeyValuePair<string, long> model in _tokens)
        {
            total += GetCost(model.Key, model.Value, estimator) ?? 0;
        }

        return total;
    }

    private static decimal? GetCost(string model, long? tokens, CostEstimator estimator) =>
        tokens * estimator.GetHighestRate(model) / 1_000_000;

    private void Add(JournalLine intent, int sign)
    {
        if (intent.Usd is { } usd)
        {
            _usd += sign * usd;
        }
        else if (intent.Tokens is { } tokens)
        {
            _tokens.TryGetValue(intent.Model!, out long sum);
            _tokens[intent.Model!] = sum + (sign * tokens);
        }
        else
        {
            UnknownCount += sign;
        }
    }
}
