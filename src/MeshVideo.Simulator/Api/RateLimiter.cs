using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace MeshVideo.Simulator.Api;

/// <summary>Counts the requests of each key in windows of one second.</summary>
internal sealed class RateLimiter(int limit)
{
    public const int WindowSeconds = 1;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(WindowSeconds);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Start, int Count)> _windows = [];

    public bool TryEnter(string key)
    {
        long now = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            if (!_windows.TryGetValue(key, out (long Start, int Count) window)
                || Stopwatch.GetElapsedTime(window.Start, now) >= Window)
            {
                window = (now, 0);
            }

            if (window.Count == limit)
            {
                return false;
            }

            _windows[key] = (window.Start, window.Count + 1);
            return true;
        }
    }
}
