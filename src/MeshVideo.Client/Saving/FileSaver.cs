using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Storage;

namespace MeshVideo.Saving;

/// <summary>Brings one file of a task to its place: finds out what is there, has the rest fetched, checks it, and renames at the end.</summary>
internal sealed class FileSaver(MeshVideoClient client, SaveOptions options, Throttle downloads, Throttle finishing, Action<long> onBytes, Action<string> onNotDurable)
{
    private readonly FileFetcher _fetcher = new(client, options, onBytes);

    /// <summary>Saves.</summary>
    /// <param name="task">The task.</param>
    /// <param name="wanted">Which of its files.</param>
    /// <param name="target">The full path of the file to make.</param>
    /// <param name="cancellationToken">Stops at once; the target is then as it was.</param>
    /// <returns>False where the file was there, whole and as it had been saved.</returns>
    /// <exception cref="MeshVideoException">It could not be fetched or is not what it should be; the target is as it was.</exception>
    /// <exception cref="IOException">It could not be written; the target is as it was.</exception>
    public async Task<bool> SaveAsync(VideoTask task, WantedFile wanted, string target, CancellationToken cancellationToken)
    {
        using PrivateFolder folder = new(Path.GetDirectoryName(target)!);
        TargetRecord record = new(folder, target, task.Id, wanted, text => client.Log.Note(ActivityLevel.Warning, $"Task {task.Id}: {text}."));
        bool isSaved = await IsSavedAsync(task, record, wanted, target, cancellationToken).ConfigureAwait(false);
        if (isSaved && !PartFile.Exists(folder, target))
        {
            return false;
        }

        MakeFolder(Path.GetDirectoryName(target)!);
        using IDisposable place = await downloads.EnterAsync(cancellationToken).ConfigureAwait(false);
        using PartFile? part = await PartFile.OpenAsync(folder, target, cancellationToken).ConfigureAwait(false);
        if (part is null)
        {
            return isSaved ? false : throw SaveFaults.Taken(task, wanted, target);
        }

        // From here on nobody else writes the file or its record; until here somebody may have.
        record.Reload();
        Transfer transfer = new(part, record);
        try
        {
            if (await IsSavedAsync(task, record, wanted, target, cancellationToken).ConfigureAwait(false))
            {
                await transfer.ForgetAsync().ConfigureAwait(false);
                return false;
            }

            await _fetcher.FetchAsync(task, wanted, transfer, cancellationToken).ConfigureAwait(false);
            using IDisposable turn = await finishing.EnterAsync(cancellationToken).ConfigureAwait(false);
            // The next download need not wait for the disk.
            place.Dispose();
            if (await transfer.FinishAsync(wanted, target, options.Force).ConfigureAwait(false) is { } objection)
            {
                throw SaveFaults.NotWhatItShouldBe(task, wanted, objection);
            }

            if (!part.IsDurable)
            {
                onNotDurable(target);
            }

            return true;
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

    /// <exception cref="MeshVideoException">What is there is something else, and stays.</exception>
    private async Task<bool> IsSavedAsync(VideoTask task, TargetRecord record, WantedFile wanted, string target, CancellationToken cancellationToken)
    {
        for (bool isSecondLook = false; ; isSecondLook = true)
        {
            if (!options.Force
                && (await TargetFile.IsStillAsync(target, record.Saved, wanted, cancellationToken).ConfigureAwait(false)
                    || await TargetFile.IsStillAsync(target, record.Replaced, wanted, cancellationToken).ConfigureAwait(false)))
            {
                return true;
            }

            if (TargetFile.Objection(target, record.Saved, options.Force) is not { } objection)
            {
                return false;
            }

            if (isSecondLook)
            {
                throw SaveFaults.Exists(task, wanted, target, objection);
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
