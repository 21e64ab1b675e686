using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Storage;

namespace MeshVideo.Downloads;

/// <summary>The download of one artifact of a task to one path.</summary>
internal sealed class Download(
    DownloadContext session, MeshVideoClient client, VideoTask task, Artifact artifact, string targetPath)
{
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();

    public DownloadContext Session => session;

    public DownloadOptions Options => session.Options;

    public MeshVideoClient Client => client;

    /// <summary>The task, as last read.</summary>
    public VideoTask Task { get; private set; } = task;

    public string TaskId => Task.Id;

    public Artifact Artifact => artifact;

    /// <summary>The full path to save to; a last frame gets the extension of its format instead.</summary>
    public string TargetPath => targetPath;

    /// <summary>How long the download may go on without progress.</summary>
    public TimeSpan TimeLeft => Options.GiveUpAfter - _sinceProgress.Elapsed;

    public void RestartTimeLeft() => _sinceProgress.Restart();

    public void Log(ActivityLevel level, string message) => client.Log.Write(level, $"Task {TaskId}: {message}");

    /// <summary>Reads the task again.</summary>
    public async Task ReadTaskAsync(CancellationToken cancellationToken) =>
        Task = (await client.GetAsync(TaskId, cancellationToken).ConfigureAwait(false)).CarryOver(Task);

    /// <summary>Downloads the artifact, unless it is already saved. If that fails, an existing file is unchanged.</summary>
    /// <returns>The saved file.</returns>
    /// <exception cref="MeshVideoException">It could not be downloaded or saved.</exception>
    public async Task<SavedVideoFile> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            (string path, bool isNew) = await SaveAsync(cancellationToken).ConfigureAwait(false);
            Log(ActivityLevel.Verbose, isNew
                ? $"Saved the {artifact.DisplayName} as {path}."
                : $"The {artifact.DisplayName} is already saved as {path}. Nothing was downloaded.");
            return new SavedVideoFile(path, artifact.Content, Task);
        }
        catch (IOException) when (!Options.Overwrite && File.Exists(targetPath))
        {
            throw DownloadErrors.Exists(
                this, targetPath, "it was created during the download");
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception))
        {
            throw DownloadErrors.WriteFailed(this, exception);
        }
    }

    private async Task<(string Path, bool IsNew)> SaveAsync(CancellationToken cancellationToken)
    {
        string targetFolder = Path.GetDirectoryName(targetPath)!;
        using PrivateFolder folder = new(targetFolder);
        if (session.ClaimCleanup(targetFolder))
        {
            UnlockedPartFiles.DeleteAbandoned(folder);
        }

        Sidecar sidecar = new(this, folder);
        string? saved = await FindSavedAsync(sidecar, cancellationToken).ConfigureAwait(false);
        if (saved is not null && !PartFile.Exists(folder, targetPath))
        {
            return (saved, IsNew: false);
        }

        CreateFolder(targetFolder);
        using IDisposable transfer = await session.Transfers.EnterAsync(cancellationToken).ConfigureAwait(false);
        using PartFile? part = await PartFile.OpenAsync(folder, targetPath, cancellationToken).ConfigureAwait(false);
        if (part is null)
        {
            return saved is not null ? (saved, IsNew: false) : throw DownloadErrors.InUse(this);
        }

        // Nobody else writes the file and its sidecar from here on.
        sidecar.Reload();
        ResumableDownload file = new(this, part, sidecar);
        try
        {
            if (await FindSavedAsync(sidecar, cancellationToken).ConfigureAwait(false) is { } found)
            {
                await file.DiscardAsync().ConfigureAwait(false);
                return (found, IsNew: false);
            }

            await new ArtifactFetcher(this, file).FetchAsync(cancellationToken).ConfigureAwait(false);
            using IDisposable finishing = await session.Finishing.EnterAsync(cancellationToken).ConfigureAwait(false);
            // The next transfer need not wait for the disk.
            transfer.Dispose();
            string path = await FinishAsync(file, sidecar).ConfigureAwait(false);
            if (!part.IsDurable && session.ClaimFlushWarning())
            {
                client.Log.Write(
                    ActivityLevel.Warning,
                    $"The file system of '{Path.GetDirectoryName(path)}' does not support flushing files to the disk. "
                        + "After a power failure saved files may be incomplete.");
            }

            if (!sidecar.IsUnwritable)
            {
                folder.Keep();
            }

            return (path, IsNew: true);
        }
        catch (Exception exception)
        {
            if (!(IsResumable(exception) && await file.TryKeepAsync().ConfigureAwait(false)))
            {
                await file.DiscardAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    // Directory.CreateDirectory reports an existing file in a way that sounds as if the video existed.
    private static void CreateFolder(string path) =>
        _ = File.Exists(path) ? throw new IOException($"'{path}' is a file, not a folder") : Directory.CreateDirectory(path);

    // Not after a disk error: a full disk needs the space.
    private static bool IsResumable(Exception exception) => exception is OperationCanceledException
        or MeshVideoException
        {
            Kind: not (MeshVideoErrorKind.NotAVideo or MeshVideoErrorKind.FileExists or MeshVideoErrorKind.NothingToSave
                or MeshVideoErrorKind.NotFound or MeshVideoErrorKind.RedirectRefused),
        };

    /// <returns>The path of the saved file; null if there is none.</returns>
    /// <exception cref="MeshVideoException">Something else is at the path.</exception>
    private async Task<string?> FindSavedAsync(Sidecar sidecar, CancellationToken cancellationToken)
    {
        for (bool isReloaded = false; ; isReloaded = true)
        {
            foreach (SavedEntry? saved in Options.Overwrite ? [] : new[] { sidecar.Saved, sidecar.Replaced })
            {
                string savedPath = artifact.GetPath(targetPath, saved?.Type);
                if (await ExistingFile.IsUnchangedAsync(savedPath, saved, artifact, cancellationToken).ConfigureAwait(false))
                {
                    return savedPath;
                }
            }

            string path = artifact.GetPath(targetPath, sidecar.Saved?.Type);
            if (ExistingFile.FindConflict(path, sidecar.Saved, Options.Overwrite) is not { } conflict)
            {
                return null;
            }

            if (isReloaded)
            {
                throw DownloadErrors.Exists(this, path, conflict);
            }

            // Another process may have saved it since the sidecar was read. It writes the sidecar first.
            sidecar.Reload();
        }
    }

    private async Task<string> FinishAsync(ResumableDownload file, Sidecar sidecar)
    {
        string? type = file.Read(artifact.DetectType);
        string path = artifact.GetPath(targetPath, type);
        bool isChecked = path == artifact.GetPath(targetPath, sidecar.Saved?.Type);
        if (!isChecked && ExistingFile.FindConflict(path, saved: null, Options.Overwrite) is { } conflict)
        {
            throw DownloadErrors.Exists(this, path, conflict);
        }

        await file.CompleteAsync(type, path).ConfigureAwait(false);
        return path;
    }
}
