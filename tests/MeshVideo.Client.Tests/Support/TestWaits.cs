using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Support;

/// <summary>A waiter with a short poll interval, and its outcomes.</summary>
internal sealed class TestWaits : IDisposable
{
    private readonly ConcurrentQueue<WaitOutcome> _outcomes = new();
    private readonly SemaphoreSlim _came = new(0);

    public TestWaits(WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        WaitOptions effective = options ?? new WaitOptions();
        effective = effective with { PollInterval = effective.PollInterval ?? TimeSpan.FromMilliseconds(50) };
        Waiter = new TaskWaiter(effective, OnOutcome, cancellationToken);
    }

    public TaskWaiter Waiter { get; }

    public IReadOnlyList<WaitOutcome> Outcomes => [.. _outcomes];

    /// <summary>Waits for tasks to the end.</summary>
    public static async Task<IReadOnlyList<WaitOutcome>> RunAsync(
        Service service, IEnumerable<string> ids, WaitOptions? options = null)
    {
        using TestWaits waits = new(options);
        foreach (string id in ids)
        {
            waits.Waiter.Add(service.Client, id);
        }

        return await waits.EndAsync();
    }

    public static async Task<WaitOutcome> RunAsync(Service service, string id, WaitOptions? options = null) =>
        (await RunAsync(service, [id], options)).Single();

    public async Task<IReadOnlyList<WaitOutcome>> EndAsync()
    {
        await Waiter.WhenAllEnded().WaitAsync(Expect.Timeout);
        return Outcomes;
    }

    /// <summary>Returns when that many more outcomes have come.</summary>
    public async Task CameAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(await _came.WaitAsync(Expect.Timeout));
        }
    }

    public void Dispose()
    {
        Waiter.Dispose();
        _came.Dispose();
    }

    private void OnOutcome(WaitOutcome outcome)
    {
        _outcomes.Enqueue(outcome);
        _came.Release();
    }
}
