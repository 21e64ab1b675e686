using System;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Support;

/// <summary>What a test waits for.</summary>
internal static class Expect
{
    /// <summary>Far above anything that should take its time; a hang then fails one test rather than all.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(35);

    public static async Task<MeshVideoException> ErrorAsync(MeshVideoErrorKind kind, Task work)
    {
        MeshVideoException exception = await Assert.ThrowsAsync<MeshVideoException>(() => work.WaitAsync(Timeout));
        Assert.True(kind == exception.Kind, $"{kind} was expected: {exception}");
        return exception;
    }

    public static Task CancelledAsync(Task work) =>
        Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(Timeout));
}
