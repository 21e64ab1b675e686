using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Saving;
using MeshVideo.Storage;

namespace MeshVideo;

/// <summary>
/// Saves videos, a bounded number at once. A file that was there is untouched until the new one is whole. What an earlier run has saved is
/// recognised and not fetched again, and what it has begun is gone on with, by records in a hidden folder beside the files.
/// </summary>
public sealed class VideoSaver
{
    /// <summary>A disk brings many files home at once about as fast as one, and each of them is open meanwhile.</summary>
    private const int FinishingAtOnce = 16;

    /// <summary>As many as there are connections to the service: a read that waits for one would use up its time for an answer.</summary>
    private const int ReadsAtOnce = 8;

    private readonly SaveOptions _options;
    private readonly Action<string>? _onSaved;
    private readonly ConcurrencyLimiter _downloads;
    private readonly ConcurrencyLimiter _finishing = new(FinishingAtOnce);
    private readonly FolderFlush _folders = new();
    private readonly ConcurrencyLimiter _reads = new(ReadsAtOnce);
    private readonly Stopwatch _elapsed = new();
    private readonly Dictionary<string, (string Service, string Id)> _targets = new(StringComparer.OrdinalIgnoreCase);
    private int _total;
    private int _ended;
    private long _bytes;
    private int _isWarned;

    /// <summary>Makes a saver; nothing is fetched yet.</summary>
    /// <param name="options">How to save.</param>
    /// <param name="onSaved">
    /// Takes the path of each file as soon as it is in place, also where another file of the same task fails later; called from any thread.
    /// </param>
    public VideoSaver(SaveOptions options, Action<string>? onSaved = null)
    {
        _onSaved = onSaved;
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _downloads = new ConcurrencyLimiter(options.ThrottleLimit);
    }

    /// <summary>The file name for a task where the user gives none.</summary>
    /// <param name="task">The task.</param>
    /// <returns>Its id as a name that every system takes, with the ending of a video.</returns>
    public static string DefaultFileName(VideoTask task) => task.SafeName + ".mp4";

    /// <summary>Reads a task that is to be saved, a bounded number at once.</summary>
    /// <param name="client">The service.</param>
    /// <param name="id">The id of the task.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>The task.</returns>
    /// <exception cref="MeshVideoException">It could not be read.</exception>
    public async Task<VideoTask> ReadAsync(MeshVideoClient client, string id, CancellationToken cancellationToken = default)
    {
        using IDisposable place = await _reads.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await client.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Saves a succeeded task's video, and after it the last frame if it is wanted.</summary>
    /// <param name="client">The service.</param>
    /// <param name="task">The task.</param>
    /// <param name="target">The full path of the file; its folder is made where there is none.</param>
    /// <param name="cancellationToken">Stops at once; what was at the target is then still there.</param>
    /// <returns>
    /// The paths of the files that are there now: the video, then the last frame if it was wanted. None where the same task was given for
    /// the same place before.
    /// </returns>
    /// <exception cref="MeshVideoException">One of them was not saved; the kind and the text say why. A video saved before stays.</exception>
    public async Task<IReadOnlyList<string>> SaveAsync(MeshVideoClient client, VideoTask task, string target, CancellationToken cancellationToken = default)
    {
        _elapsed.Start();
        Interlocked.Increment(ref _total);
        try
        {
            List<(WantedFile Wanted, string Path)> files = FilesOf(task, Path.GetFullPath(target));
            if (!Claim(client, task, files))
            {
                client.Log.Note(ActivityLevel.Verbose, $"Task {task.Id} came more than once; it is saved as {files[0].Path} once.");
                return [];
            }

            return await SaveAsync(client, task, files, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (DiskWork.IsItsFault(exception))
        {
            throw SaveFaults.Unwritable(task, WantedFile.Video, target, exception);
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }

    /// <summary>How far the saving is.</summary>
    /// <returns>A moment's picture.</returns>
    public SaveSnapshot GetSnapshot() => new(
        Volatile.Read(ref _total), Volatile.Read(ref _ended), _downloads.InUse, Interlocked.Read(ref _bytes), _elapsed.Elapsed);

    private void WarnOnce(MeshVideoClient client, string path)
    {
        if (Interlocked.Exchange(ref _isWarned, 1) == 0)
        {
            client.Log.Note(ActivityLevel.Warning, $"The file system of '{Path.GetDirectoryName(path)}' cannot flush files to the disk. After a power failure saved files may be incomplete.");
        }
    }

    private List<(WantedFile Wanted, string Path)> FilesOf(VideoTask task, string target)
    {
        List<(WantedFile Wanted, string Path)> files = [(WantedFile.Video, target)];
        if (_options.IncludeLastFrame && task.LastFrameUrl is not null)
        {
            files.Add((WantedFile.LastFrame, Path.ChangeExtension(target, ".last.png")));
        }

        return files;
    }

    private async Task<IReadOnlyList<string>> SaveAsync(
        MeshVideoClient client, VideoTask task, List<(WantedFile Wanted, string Path)> files, CancellationToken cancellationToken)
    {
        FileSaver saver = new(client, _options, _downloads, _finishing, _folders, count => Interlocked.Add(ref _bytes, count), path => WarnOnce(client, path));
        List<string> paths = [];
        foreach ((WantedFile wanted, string target) in files)
        {
            (string path, bool isFetched) = await SaveAsync(saver, task, wanted, target, cancellationToken).ConfigureAwait(false);
            paths.Add(path);
            client.Log.Note(ActivityLevel.Verbose, isFetched
                ? $"Task {task.Id}: saved the {wanted.Noun} as {path}."
                : $"Task {task.Id}: the {wanted.Noun} is already saved and whole: {path}. Nothing was fetched; -Force fetches it again.");
            _onSaved?.Invoke(path);
        }

        return paths;
    }

    private async Task<(string Path, bool IsFetched)> SaveAsync(FileSaver saver, VideoTask task, WantedFile wanted, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await saver.SaveAsync(task, wanted, path, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (!_options.Force && File.Exists(path))
        {
            throw SaveFaults.Exists(task, wanted, path, "it has appeared meanwhile. Use -Force to replace it, or give another name");
        }
        catch (Exception exception) when (DiskWork.IsItsFault(exception))
        {
            throw SaveFaults.Unwritable(task, wanted, path, exception);
        }
    }

    /// <returns>False where the task itself has the place already.</returns>
    /// <exception cref="MeshVideoException">Another task has it: the two would overwrite each other, -Force or not.</exception>
    private bool Claim(MeshVideoClient client, VideoTask task, List<(WantedFile Wanted, string Path)> files)
    {
        (string, string) claimant = (client.Connection.ToString(), task.Id);
        lock (_targets)
        {
            if (files.TrueForAll(file => _targets.TryGetValue(file.Path, out (string, string) owner) && owner == claimant))
            {
                return false;
            }

            foreach ((WantedFile wanted, string path) in files)
            {
                if (_targets.ContainsKey(path))
                {
                    throw SaveFaults.Exists(task, wanted, path, "another task of this run is saved there. Give each its own name, such as -Path { \"$($_.SafeName).mp4\" }");
                }
            }

            files.ForEach(file => _targets.Add(file.Path, claimant));
            return true;
        }
    }
}
