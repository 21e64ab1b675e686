using System;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Http;

namespace MeshVideo.Downloads;

/// <summary>The signed link to an artifact. It expires after about a day, and is renewed by reading the task again.</summary>
internal sealed class DownloadUrl(Download download)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly Backoff Backoff = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(8));

    /// <summary>Gets the link, and waits for it if a succeeded task does not have it yet.</summary>
    /// <exception cref="MeshVideoException">The task has no link.</exception>
    public async Task<Uri> GetAsync(CancellationToken cancellationToken)
    {
        for (int tries = 0; ; tries++)
        {
            if (download.Artifact.GetUrl(download.Task) is { } link)
            {
                return link;
            }

            TimeSpan delay = Backoff.GetDelay(tries);
            if (download.Task.Status != VideoTaskStatus.Succeeded || download.TimeLeft < delay)
            {
                throw DownloadErrors.NoLink(download);
            }

            download.Log(
                ActivityLevel.Verbose,
                $"The task has succeeded but has no link to a {download.Artifact.DisplayName} yet. "
                    + $"Reading it again in {TimeFormat.Seconds(delay)}.");
            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            if (!await TryRenewAsync(cancellationToken).ConfigureAwait(false))
            {
                throw DownloadErrors.NoLink(download);
            }
        }
    }

    /// <summary>Renews a link that has expired by its age, as that of a task read yesterday or from a file.</summary>
    public async Task RenewIfExpiredAsync(CancellationToken cancellationToken)
    {
        // A task without a time counts as current.
        if (DateTimeOffset.UtcNow - (download.Task.ReadAt ?? download.Task.UpdatedAt) > Lifetime)
        {
            try
            {
                await download.ReadTaskAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (MeshVideoException)
            {
                // The link may work all the same: the file host decides.
            }
        }
    }

    /// <summary>Reads the task again for a new link.</summary>
    /// <returns>False if the service does not respond in the time that the download has left.</returns>
    public async Task<bool> TryRenewAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(download.TimeLeft > TimeSpan.Zero ? download.TimeLeft : TimeSpan.Zero);
        try
        {
            await download.ReadTaskAsync(timeout.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Gets the part of a link that may be recorded: the query would let others download the file.</summary>
    public string GetSource(Uri link) => download.Client.Connection.Redactor.Redact(Redactor.FormatAddress(link));
}
