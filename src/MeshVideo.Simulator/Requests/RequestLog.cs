using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace MeshVideo.Simulator.Requests;

/// <summary>The requests to both ports, the oldest first.</summary>
public sealed class RequestLog
{
    // Limits the memory of a simulator that runs for days. The newest requests are kept.
    private const int Capacity = 100_000;

    private readonly Lock _gate = new();
    private readonly Queue<LoggedRequest> _requests = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _sequence;

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<LoggedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return _requests.ToArray();
            }
        }
    }

    /// <summary>Removes all requests.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    /// <summary>Waits until a number of requests match, including existing ones.</summary>
    /// <exception cref="TimeoutException">The requests did not arrive in time.</exception>
    public async Task<IReadOnlyList<LoggedRequest>> WaitForAsync(
        Func<LoggedRequest, bool> match, int count, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(match);
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            Task changed;
            IReadOnlyList<LoggedRequest> matching;
            lock (_gate)
            {
                changed = _changed.Task;
                matching = [.. _requests.Where(match)];
            }

            if (matching.Count >= count)
            {
                return matching;
            }

            TimeSpan remaining = timeout - Stopwatch.GetElapsedTime(started);
            if (remaining <= TimeSpan.Zero)
            {
                throw new TimeoutException($"{matching.Count} of {count} requests arrived within {timeout}.");
            }

            await changed.WaitAsync(remaining, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    internal LoggedRequest Add(HttpContext context, ServerPort port)
    {
        lock (_gate)
        {
            LoggedRequest request = new()
            {
                Sequence = ++_sequence,
                Time = DateTimeOffset.UtcNow,
                Ticks = Stopwatch.GetTimestamp(),
                Port = port,
                Method = context.Request.Method,
                Path = context.Request.Path.Value ?? "",
                Query = context.Request.QueryString.Value ?? "",
                ConnectionId = context.Connection.Id,
                HasAuthorization = context.Request.Headers.ContainsKey("Authorization"),
                ApiVersion = context.Request.Headers.TryGetValue(ApiVersions.Header, out StringValues version)
                    ? version.ToString()
                    : null,
            };
            if (_requests.Count == Capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
            Signal();
            return request;
        }
    }

    /// <summary>Updates an entry and notifies the waiting callers.</summary>
    internal void Update(LoggedRequest request, Action<LoggedRequest> change)
    {
        lock (_gate)
        {
            change(request);
            Signal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }
}
