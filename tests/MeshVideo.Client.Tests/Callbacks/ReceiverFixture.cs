using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Callbacks;

/// <summary>A receiver, with what it gave.</summary>
internal sealed class ReceiverFixture : IDisposable
{
    private readonly ConcurrentQueue<WaitOutcome> _outcomes = new();
    private readonly SemaphoreSlim _came = new(0);
    private int _count;

    public ReceiverFixture(Service service)
    {
        Receiver = new CallbackReceiver(service.Client, outcome =>
        {
            Interlocked.Increment(ref _count);
            _outcomes.Enqueue(outcome);
            _came.Release();
        });
    }

    public CallbackReceiver Receiver { get; }

    /// <summary>How many outcomes came in all.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The next so many outcomes.</summary>
    public async Task<IReadOnlyList<WaitOutcome>> CameAsync(int count)
    {
        List<WaitOutcome> came = [];
        while (came.Count < count)
        {
            Assert.True(await _came.WaitAsync(Expect.Timeout));
            Assert.True(_outcomes.TryDequeue(out WaitOutcome? outcome));
            came.Add(outcome);
        }

        return came;
    }

    public void Dispose()
    {
        Receiver.Dispose();
        _came.Dispose();
    }
}
