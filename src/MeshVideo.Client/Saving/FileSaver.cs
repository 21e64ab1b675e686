using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Storage;

namespace MeshVideo.Saving;

/// <summary>Brings one file of a task to its place: finds out what is there, has the rest fetched, checks it, and renames at the end.</summary>
internal sealed class FileSaver(
    MeshVideoClient client, SaveOptions options, ConcurrencyLimiter downloads, ConcurrencyLimiter finishing, FolderFlush folders, Action<long> onBytes, Action<string> onNotDurable)
{
    private readonly FileFetcher _fetcher = new(client, options, onBytes);

    /// <summary>Saves.</summary>
    /// <param name="task">The task.</param>
    /// <param name="wanted">Which of its files.</param>
    /// <param name="target">The full path of the file to make; a last frame gets the extension of its format.</param>
    /// <param name="cancellationToken">Stops at once; the target is then as it was.</param>
    /// <returns>The path of the file, and whether it was fetched: not where it was there, whole and as it had been saved.</returns>
    /// <exception cref="MeshVideoException">It could not be fetched or is not what it should be; the target is as it was.</exception>
    /// <exception cref="IOException">It could not be written; the target is as it was.</exception>
    public async Task<(string Path, bool IsFetched)> SaveAsync(VideoTask task, WantedFile wanted, string target, CancellationToken cancellationToken)
    {
        using PrivateFolder folder = new(Path.GetDirectoryName(target)!);
        TargetRecord record = new(folder, target, task.Id, wanted, text => client.Log.Note(ActivityLevel.Warning, $"Task {task.Id}: {text}."));
        string? saved = await FindSavedAsync(task, record, wanted, target, cancellationToken).ConfigureAwait(false);
        if (saved is not null && !PartFile.Exists(folder, target))
        {
            return (saved, IsFetched: false);
        }

        MakeFolder(Path.GetDirectoryName(target)!);
        using IDisposable place = await downloads.EnterAsync(cancellationToken).ConfigureAwait(false);
        using PartFile? part = await PartFile.OpenAsync(folder, target, cancellationToken).ConfigureAwait(false);
        if (part is null)
        {
            return saved is not null ? (saved, IsFetched: false) : throw SaveFaults.Taken(task, wanted, target);
        }

        // From here on nobody else writes the file or its record; until here somebody may have.
        record.Reload();
        Transfer transfer = new(part, record, folders);
        try
        {
            if (await FindSavedAsync(task, record, wanted, target, cancellationToken).ConfigureAwait(false) is { } found)
            {
                await transfer.ForgetAsync().ConfigureAwait(false);
                return (found, IsFetched: false);
            }

            await _fetcher.FetchAsync(task, wanted, transfer, cancellationToken).ConfigureAwait(false);
            using IDisposable turn = await finishing.EnterAsync(cancellationToken).ConfigureAwait(false);
            // The next download need not wait for the disk.
            place.Dispose();
            string? type = transfer.TypeAs(wanted);
            string path = wanted.PathOf(target, type);
            bool isKnown = path == wanted.PathOf(target, record.Saved?.Type);
            if (!isKnown && TargetFile.Objection(path, saved: null, options.Force) is { } obstacle)
            {
                throw SaveFaults.Exists(task, wanted, path, obstacle);
            }

            await transfer.FinishAsync(type, path, options.Force).ConfigureAwait(false);

            if (!part.IsDurable)
            {
                onNotDurable(path);
            }

            if (!record.IsUnwritable)
            {
                folder.Keep();
            }

            return (path, IsFetched: true);
        }
        catch (Exception exception)
        {
            if (!(MayBeGoneOnWith(exception) && await transfer.TryKeepAsync().ConfigureAwait(false)))
            {
                await transfer.ForgetAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    // The system's words for it are that the file already exists, which sounds as if the video did.
    private static void MakeFolder(string path) =>
        _ = File.Exists(path) ? throw new IOException($"'{path}' is a file, and no folder") : Directory.CreateDirectory(path);

    /// <returns>The path of the file as it was saved; null where it is to be fetched.</returns>
    /// <exception cref="MeshVideoException">What is there is something else, and stays.</exception>
    private async Task<string?> FindSavedAsync(VideoTask task, TargetRecord record, WantedFile wanted, string target, CancellationToken cancellationToken)
    {
        for (bool isSecondLook = false; ; isSecondLook = true)
        {
            foreach (SavedFile? saved in options.Force ? [] : new[] { record.Saved, record.Replaced })
            {
                string place = wanted.PathOf(target, saved?.Type);
                if (await TargetFile.IsStillAsync(place, saved, wanted, cancellationToken).ConfigureAwait(false))
                {
                    return place;
                }
            }

            string path = wanted.PathOf(target, record.Saved?.Type);
            if (TargetFile.Objection(path, record.Saved, options.Force) is not { } objection)
            {
                return null;
            }

            if (isSecondLook)
            {
                throw SaveFaults.Exists(task, wanted, path, objection);
            }

            // Another process may have saved it since the record was read, and wrote the record first.
            record.Reload();
        }
    }

    // A fault of the disk is not: a full one needs the room.
    private static bool MayBeGoneOnWith(Exception exception) => exception is OperationCanceledException
        or MeshVideoException
        {
            Kind: not (MeshVideoErrorKind.NotAVideo or MeshVideoErrorKind.FileExists or MeshVideoErrorKind.NothingToSave
                or MeshVideoErrorKind.NotFound or MeshVideoErrorKind.RedirectRefused),
        };
}
