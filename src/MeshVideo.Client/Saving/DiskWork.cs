using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Saving;

/// <summary>Does what waits for the disk on threads of its own: it can take long, and the few threads of the pool serve all transfers.</summary>
internal static class DiskWork
{
    public static Task RunAsync(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler, DiskThreads.Instance);

    public static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler, DiskThreads.Instance);

    /// <summary>Whether something is the fault of the disk, of the permissions on it, or of the name.</summary>
    public static bool IsItsFault(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;
}
