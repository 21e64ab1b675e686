using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MeshVideo.Saving;

namespace MeshVideo.Storage;

/// <summary>Flushes folders to the disk for many files at once: files that are renamed while a flush is under way share the next one.</summary>
internal sealed class FolderFlush
{
    private readonly Dictionary<string, Turns> _folders = new(StringComparer.Ordinal);

    /// <summary>Flushes a folder's entries, as they are now.</summary>
    /// <exception cref="System.IO.IOException">The disk failed: a name may be lost.</exception>
    public Task FlushAsync(string folder)
    {
        lock (_folders)
        {
            if (!_folders.TryGetValue(folder, out Turns? turns))
            {
                _folders.Add(folder, turns = new Turns());
            }

            // What is under way may have read the entries already.
            return turns.Next ??= FlushAfterAsync(folder, turns, turns.Current);
        }
    }

    private async Task FlushAfterAsync(string folder, Turns turns, Task current)
    {
        // Its fault is for those who wait for it.
        await Task.WhenAny(current).ConfigureAwait(false);
        await DiskWork.RunAsync(() =>
        {
            lock (_folders)
            {
                (turns.Current, turns.Next) = (turns.Next!, null);
            }

            DurableFlush.Folder(folder);
        }).ConfigureAwait(false);
    }

    private sealed class Turns
    {
        public Task Current { get; set; } = Task.CompletedTask;

        public Task? Next { get; set; }
    }
}
