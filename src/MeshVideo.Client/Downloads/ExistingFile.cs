using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Storage;

namespace MeshVideo.Downloads;

/// <summary>Checks what is already at the path that a download is to be saved to.</summary>
internal static class ExistingFile
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LockRetryDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether the file is the one that was saved before, and unchanged since.</summary>
    public static async Task<bool> IsUnchangedAsync(
        string path, SavedEntry? saved, Artifact artifact, CancellationToken cancellationToken)
    {
        for (Stopwatch elapsed = Stopwatch.StartNew(); ;)
        {
            FileInfo file = new(path);
            if (saved is null || !file.Exists || FileOperations.IsLink(path)
                || file.Length != saved.Length || file.LastWriteTimeUtc.Ticks != saved.LastWriteTicks)
            {
                return false;
            }

            try
            {
                using FileStream content = FileOperations.OpenShared(path, FileAccess.Read);
                return artifact.Validate(content) is null;
            }
            catch (Exception exception) when (FileErrors.IsInUse(exception) && elapsed.Elapsed < LockTimeout)
            {
                // The process that has just renamed it still has it open.
                await Task.Delay(LockRetryDelay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <returns>Why nothing can be saved to the path, or null.</returns>
    public static string? FindConflict(string path, SavedEntry? saved, bool overwrite)
    {
        if (Directory.Exists(path) && !FileOperations.IsLink(path))
        {
            return "it is a folder. Give another name";
        }

        if (FileOperations.IsLink(path))
        {
            return "it is a link, and its target may be anything. Give another name";
        }

        if (overwrite || !File.Exists(path))
        {
            return null;
        }

        return saved is null
            ? "it exists"
            : "it was changed since it was saved";
    }
}
