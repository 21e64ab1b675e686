using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;

namespace MeshVideo.Storage;

/// <summary>Flushes folders to the disk for many files: files that are renamed during a flush share the next one.</summary>
internal sealed class FolderFlusher
{
    private readonly Dictionary<string, Flushes> _folders = new(StringComparer.Ordinal);

    /// <summary>Flushes the present entries of a folder.</summary>
    /// <exception cref="IOException">The disk failed: the name of a file may be lost.</exception>
    public Task FlushAsync(string folder)
    {
        lock (_folders)
        {
            if (!_folders.TryGetValue(folder, out Flushes? flushes))
            {
                _folders.Add(folder, flushes = new Flushes());
            }

            // The current flush may have read the entries before the caller's file was renamed.
            return flushes.Next ??= FlushAfterAsync(flushes.Current, folder, flushes);
        }
    }

    private async Task FlushAfterAsync(Task current, string folder, Flushes flushes)
    {
        // An error of the current flush is for its own callers.
        await Task.WhenAny(current).ConfigureAwait(false);
        await DiskTaskScheduler.RunAsync(() =>
        {
            lock (_folders)
            {
                (flushes.Current, flushes.Next) = (flushes.Next!, null);
            }

            DiskFlush.FlushFolder(folder);
        }).ConfigureAwait(false);
    }

    private sealed class Flushes
    {
        public Task Current { get; set; } = Task.CompletedTask;

        public Task? Next { get; set; }
    }
}
