using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Http;

namespace MeshVideo.Downloads;

/// <summary>Fetches an artifact in as many attempts as it takes, each of which resumes the one before.</summary>
internal sealed class ArtifactFetcher(Download download, ResumableDownload file)
{
    private static readonly Backoff Backoff = new(TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(8));

    private readonly DownloadAttempt _attempt = new(download, file);
    private readonly DownloadUrl _link = new(download);

    /// <summary>Fetches what is missing.</summary>
    /// <exception cref="MeshVideoException">It could not be downloaded.</exception>
    /// <exception cref="IOException">It could not be written.</exception>
    public async Task FetchAsync(CancellationToken cancellationToken)
    {
        download.RestartTimeLeft();
        await _link.RenewIfExpiredAsync(cancellationToken).ConfigureAwait(false);
        Uri link = await _link.GetAsync(cancellationToken).ConfigureAwait(false);
        if (await TryResumeAsync(link).ConfigureAwait(false))
        {
            return;
        }

        download.RestartTimeLeft();
        long furthest = file.Length;
        string? problem = null;
        for (int tries = 0; ; tries++)
        {
            DownloadResult result = await _attempt.RunAsync(link, cancellationToken).ConfigureAwait(false);
            string reason = download.Client.Connection.Redactor.RedactForDisplay(result.Reason);
            if (result.Outcome == DownloadOutcome.Completed)
            {
                problem = await ValidateAsync().ConfigureAwait(false);
                if (problem is null)
                {
                    return;
                }

                reason = $"what the file host sent is not the {download.Artifact.DisplayName}: {problem}";
            }

            // Without resuming, every attempt starts at zero and may end at the same place: only bytes beyond that are progress.
            if (file.Length - furthest >= DownloadAttempt.MinimumProgress)
            {
                furthest = file.Length;
                download.RestartTimeLeft();
                tries = 0;
            }

            if (result.Outcome == DownloadOutcome.PartReceived && tries == 0)
            {
                continue;
            }

            bool isExpired = result.Outcome == DownloadOutcome.LinkExpired;
            TimeSpan delay = Backoff.GetDelay(tries, result.RetryAfter);
            if (download.TimeLeft < delay)
            {
                throw problem is null
                    ? DownloadErrors.TimedOut(download, reason + _link.DescribeExpiration(link))
                    : DownloadErrors.Invalid(download, problem);
            }

            // A new link is worth an attempt at once.
            delay = isExpired && tries == 0 ? TimeSpan.Zero : delay;
            await WaitAsync(reason, isExpired, delay, cancellationToken).ConfigureAwait(false);
            if (isExpired)
            {
                link = await RenewAsync(reason, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <returns>Whether an earlier run has received the whole file.</returns>
    private async Task<bool> TryResumeAsync(Uri link)
    {
        file.Resume(_link.GetSource(link));
        if (file.Length > 0)
        {
            download.Log(
                ActivityLevel.Verbose,
                $"An earlier run left {file.Length} bytes of the {download.Artifact.DisplayName}. Resuming from there.");
        }

        if (file.HasExpectedLength)
        {
            if (await file.ValidateAsync().ConfigureAwait(false) is null)
            {
                return true;
            }

            await file.RestartAsync().ConfigureAwait(false);
        }

        return false;
    }

    /// <returns>What is wrong with the received file, or null. The next attempt may succeed, and starts again.</returns>
    /// <exception cref="MeshVideoException">The file is surely the wrong one.</exception>
    private async Task<string?> ValidateAsync()
    {
        if (await file.ValidateAsync().ConfigureAwait(false) is not { } problem)
        {
            return null;
        }

        // Text instead of a file may mean that the file is not ready, and a body of unknown length may have been cut.
        if (!file.Read(ContentSniffer.IsText) && file.ExpectedLength is not null)
        {
            throw DownloadErrors.Invalid(download, problem);
        }

        await file.RestartAsync().ConfigureAwait(false);
        return problem;
    }

    private async Task WaitAsync(string reason, bool isExpired, TimeSpan delay, CancellationToken cancellationToken)
    {
        string action = isExpired ? "reading the task again for a new link" : "trying again";
        string time = delay == TimeSpan.Zero ? "now" : $"in {TimeFormat.Seconds(delay)}";
        download.Log(ActivityLevel.Verbose, $"{reason}; {action} {time}.");
        await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Uri> RenewAsync(string reason, CancellationToken cancellationToken)
    {
        if (!await _link.TryRenewAsync(cancellationToken).ConfigureAwait(false))
        {
            throw DownloadErrors.TimedOut(download, $"{reason}, and the service sent no new link");
        }

        Uri link = await _link.GetAsync(cancellationToken).ConfigureAwait(false);
        await file.SetSourceAsync(_link.GetSource(link)).ConfigureAwait(false);
        return link;
    }
}
