using System;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Http;

namespace MeshVideo.Downloads;

/// <summary>The signed link to an artifact. It expires after about a day, and is renewed by reading the task again.</summary>
internal sealed class DownloadUrl(Download download)
{
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

    /// <summary>Renews a link that has expired, as that of a task read yesterday or from a file.</summary>
    public async Task RenewIfExpiredAsync(CancellationToken cancellationToken)
    {
        if (HasExpired())
        {
            try
            {
                await ReadTaskAsync(cancellationToken).ConfigureAwait(false);
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
            await ReadTaskAsync(timeout.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Describes a link that has expired and is the newest one, for the message of an error.</summary>
    /// <returns>A part of a sentence; empty if the link has not expired.</returns>
    public string DescribeExpiration(Uri link) => LinkExpiration.Read(link) is { } expiration && expiration <= ServiceTime
        ? $", the link expired at {TimeFormat.Iso8601(expiration)}, and the service returns no newer one"
        : string.Empty;

    /// <summary>Gets the part of a link that may be recorded: the query would let others download the file.</summary>
    public string GetSource(Uri link) => download.Client.Connection.Redactor.Redact(Redactor.FormatAddress(link));

    /// <summary>The time of the service's clock, or of the clock of this machine as long as the service's is not known.</summary>
    private DateTimeOffset ServiceTime => DateTimeOffset.UtcNow + (download.Client.Connection.Clock.Offset ?? TimeSpan.Zero);

    // A link without a time is as old as the task that was read. A task without a time counts as current.
    private bool HasExpired() =>
        download.Artifact.GetUrl(download.Task) is { } link && LinkExpiration.Read(link) is { } expiration
        ? expiration <= ServiceTime
        : DateTimeOffset.UtcNow - (download.Task.ReadAt ?? download.Task.UpdatedAt) > VideoTask.LinkLifetime;

    private async Task ReadTaskAsync(CancellationToken cancellationToken)
    {
        VideoTask earlier = download.Task;
        await download.ReadTaskAsync(cancellationToken).ConfigureAwait(false);

        // Now the service's clock is known.
        if (earlier.ExpiresAt is { } expiration && expiration <= ServiceTime)
        {
            Report(expiration, earlier.IsExpiryAssumed);
        }
    }

    private void Report(DateTimeOffset expiration, bool isAssumed)
    {
        string message = $"The link to the {download.Artifact.DisplayName} {(isAssumed ? "probably expired" : "expired")} at "
            + $"{TimeFormat.Iso8601(expiration)}, so the task was read again for a new one.";
        if (download.Session.ClaimExpirationWarning())
        {
            download.Log(
                ActivityLevel.Warning,
                message + " Links expire after about 24 hours. The service keeps a task for about 7 days; after that, its video "
                    + "can't be downloaded. Other links that have expired are reported in verbose messages.");
        }
        else
        {
            download.Log(ActivityLevel.Verbose, message);
        }
    }
}
