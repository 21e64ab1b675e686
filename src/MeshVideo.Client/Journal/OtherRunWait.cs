using System;
using System.Collections.Generic;

namespace MeshVideo.Journal;

/// <summary>
/// Decides when a run warns that its rows wait for another run, which may have stopped responding. There is one warning for all
/// rows, and it is repeated ever more rarely, because the wait can last all night. All members are thread-safe.
/// </summary>
/// <param name="journal">The path of the journal.</param>
/// <param name="getElapsed">Gets the time since any fixed time.</param>
internal sealed class OtherRunWait(string journal, Func<TimeSpan> getElapsed)
{
    private static readonly TimeSpan LongWaitThreshold = TimeSpan.FromSeconds(10);

    /// <summary>The times between warnings. The last one is repeated.</summary>
    private static readonly TimeSpan[] Intervals =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    private readonly Dictionary<BatchRow, TimeSpan> _waiting = [];
    private TimeSpan? _nextWarning;
    private int _warningCount;

    /// <summary>Adds a row that waits, unless it was added.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The warning to write; null if there is none now.</returns>
    public string? Add(BatchRow row)
    {
        lock (_waiting)
        {
            TimeSpan now = getElapsed();
            if (!_waiting.TryGetValue(row, out TimeSpan start))
            {
                _waiting[row] = start = now;
            }

            if (now - start < LongWaitThreshold || now < _nextWarning)
            {
                return null;
            }

            _nextWarning = now + Intervals[Math.Min(_warningCount++, Intervals.Length - 1)];
            string others = (_waiting.Count - 1) switch
            {
                0 => string.Empty,
                1 => " 1 other row waits too.",
                int count => $" {count} other rows wait too.",
            };
            return $"Another run with the journal '{journal}' is creating the task of '{row.DisplayName}'. "
                + $"Waiting for it to finish.{others} If it has stopped responding, end its process.";
        }
    }

    /// <summary>Removes a row that does not wait any more.</summary>
    public void Remove(BatchRow row)
    {
        lock (_waiting)
        {
            _waiting.Remove(row);
        }
    }
}
