using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Downloads;
using MeshVideo.Storage;

namespace MeshVideo;

/// <summary>
/// Downloads videos, a limited number at a time. An existing file is unchanged until the new one is complete. Sidecars in a
/// hidden folder beside the files make a later run recognize what is saved, and resume what is not.
/// </summary>
public sealed class VideoDownloader
{
    /// <summary>As many as there are connections to the service: a read that waits for one would use up its timeout.</summary>
    private const int MaximumReads = 8;

    private readonly DownloadContext _session;
    private readonly Action<SavedVideoFile>? _onSaved;
    private readonly ConcurrencyLimiter _reads = new(MaximumReads);
    private readonly Stopwatch _elapsed = new();
    private readonly Dictionary<string, (string Service, string TaskId)> _claims = new(StringComparer.OrdinalIgnoreCase);
    private int _total;
    private int _finished;

    /// <summary>Creates a downloader; nothing is downloaded yet.</summary>
    /// <param name="options">How to download.</param>
    /// <param name="onSaved">
    /// Receives each file as soon as it is saved, also if another file of the same task fails later. Called on any thread.
    /// </param>
    public VideoDownloader(DownloadOptions options, Action<SavedVideoFile>? onSaved = null)
    {
        _session = new DownloadContext(options ?? throw new ArgumentNullException(nameof(options)));
        _onSaved = onSaved;
    }

    /// <summary>Gets the default file name for a task.</summary>
    /// <param name="task">The task.</param>
    /// <returns>A file name that is valid on every system: the task's id with the extension of a video.</returns>
    public static string GetDefaultFileName(VideoTask task) => task.SafeName + ".mp4";

    /// <summary>Reads a task that is to be downloaded, a limited number at a time.</summary>
    /// <param name="client">The client of the service.</param>
    /// <param name="id">The id of the task.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The task.</returns>
    /// <exception cref="MeshVideoException">It could not be read.</exception>
    public async Task<VideoTask> GetTaskAsync(MeshVideoClient client, string id, CancellationToken cancellationToken = default)
    {
        using IDisposable slot = await _reads.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await client.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Downloads the video of a succeeded task, and then its last frame if that is included.</summary>
    /// <param name="client">The client of the service.</param>
    /// <param name="task">The task.</param>
    /// <param name="path">The path of the file. Its folder is created if there is none.</param>
    /// <param name="cancellationToken">Cancels the download; an existing file is then unchanged.</param>
    /// <returns>The saved files. None if the same task is already being downloaded to the same path.</returns>
    /// <exception cref="MeshVideoException">A file could not be saved. A video that was saved before stays.</exception>
    public async Task<IReadOnlyList<SavedVideoFile>> DownloadAsync(
        MeshVideoClient client, VideoTask task, string path, CancellationToken cancellationToken = default)
    {
        _elapsed.Start();
        Interlocked.Increment(ref _total);
        try
        {
            List<Download> downloads = CreateDownloads(client, task, path);
            List<SavedVideoFile> saved = [];
            if (!TryClaim(downloads))
            {
                downloads[0].Log(
                    ActivityLevel.Verbose, $"The task was given more than once. It is saved as {downloads[0].TargetPath} once.");
                return saved;
            }

            foreach (Download download in downloads)
            {
                saved.Add(await download.RunAsync(cancellationToken).ConfigureAwait(false));
                _onSaved?.Invoke(saved[saved.Count - 1]);
            }

            return saved;
        }
        finally
        {
            Interlocked.Increment(ref _finished);
        }
    }

    /// <summary>Gets the present progress.</summary>
    /// <returns>The progress.</returns>
    public DownloadProgress GetProgress() => new(
        Volatile.Read(ref _total),
        Volatile.Read(ref _finished),
        _session.Transfers.InUse,
        _session.BytesReceived,
        _elapsed.Elapsed);

    private List<Download> CreateDownloads(MeshVideoClient client, VideoTask task, string path)
    {
        Download Create(Artifact artifact, string targetPath) => new(_session, client, task, artifact, targetPath);

        try
        {
            WindowsFileName.Validate(path);
            string videoPath = Path.GetFullPath(path);
            List<Download> downloads = [Create(Artifact.Video, videoPath)];
            if (_session.Options.IncludeLastFrame && task.SignedLastFrameUrl is not null)
            {
                downloads.Add(Create(Artifact.LastFrame, Path.ChangeExtension(videoPath, ".last.png")));
            }

            return downloads;
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception))
        {
            throw DownloadErrors.WriteFailed(Create(Artifact.Video, path), exception);
        }
    }

    /// <returns>False if the same task has claimed the paths before.</returns>
    /// <exception cref="MeshVideoException">Another task has claimed one, and one would overwrite the other.</exception>
    private bool TryClaim(List<Download> downloads)
    {
        (string, string) claimant = (downloads[0].Client.Connection.ToString(), downloads[0].TaskId);
        lock (_claims)
        {
            List<Download> claimed = downloads.FindAll(download => _claims.ContainsKey(download.TargetPath));
            if (claimed.Count == downloads.Count && claimed.TrueForAll(download => _claims[download.TargetPath] == claimant))
            {
                return false;
            }

            if (claimed.FirstOrDefault() is { } conflict)
            {
                throw DownloadErrors.Exists(
                    conflict,
                    conflict.TargetPath,
                    "another task of this run is saved there",
                    Remedy.UseUniqueNames);
            }

            downloads.ForEach(download => _claims.Add(download.TargetPath, claimant));
            return true;
        }
    }
}
