using System;
using System.Buffers;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Http;

namespace MeshVideo.Downloads;

/// <summary>Downloads a file, or the rest of it, in a single attempt.</summary>
internal sealed class DownloadAttempt(Download download, ResumableDownload file)
{
    /// <summary>The bytes that must arrive within the idle timeout: a byte now and then is no progress.</summary>
    public const int MinimumProgress = 4096;

    private const int BufferLength = 1024 * 1024;

    private readonly FileHostClient _host = new(download);

    /// <summary>Runs the attempt. It waits for the response no longer than the download has time left.</summary>
    /// <exception cref="IOException">The file could not be written.</exception>
    /// <exception cref="MeshVideoException">The link must not be followed, or the proxy or certificate prevents it.</exception>
    public async Task<DownloadResult> RunAsync(Uri link, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancelAfter(timeout, download.TimeLeft < download.Options.IdleTimeout ? download.TimeLeft : download.Options.IdleTimeout);
        try
        {
            using HttpResponseMessage response = await _host.SendAsync(link, file, timeout.Token).ConfigureAwait(false);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            {
                return await ReadErrorAsync(response, cancellationToken).ConfigureAwait(false);
            }

            if (!await file.TryAcceptAsync(response).ConfigureAwait(false))
            {
                return new DownloadResult(DownloadOutcome.Failed, "the file host sent another part than requested");
            }

            await CopyAsync(response.Content, timeout, cancellationToken).ConfigureAwait(false);
            string received = $"{file.Length} of {file.ExpectedLength} bytes";
            return file.ExpectedLength is null || file.HasExpectedLength ? new DownloadResult(DownloadOutcome.Completed)
                : response.StatusCode == HttpStatusCode.PartialContent
                    ? new DownloadResult(DownloadOutcome.PartReceived, $"the file host sent {received}")
                    : new DownloadResult(DownloadOutcome.Failed, $"the transfer ended after {received}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DownloadResult(DownloadOutcome.Failed, "the file host stopped responding");
        }
        catch (NotSupportedException exception)
        {
            return new DownloadResult(DownloadOutcome.Failed, exception.Message);
        }
        catch (InvalidDataException)
        {
            return new DownloadResult(DownloadOutcome.Failed, "the compressed data that the file host sent is invalid");
        }
        catch (ConnectionLostException exception)
        {
            return new DownloadResult(DownloadOutcome.Failed, "the connection to the file host failed: " + exception.Message);
        }
    }

    private static void CancelAfter(CancellationTokenSource timeout, TimeSpan delay) =>
        timeout.CancelAfter(delay > TimeSpan.Zero ? delay : TimeSpan.Zero);

    private async Task<DownloadResult> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? error = await ErrorBodyReader.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        string reason = $"the file host returned HTTP {(int)response.StatusCode}{(error is null ? string.Empty : $" ({error})")}";
        switch ((int)response.StatusCode)
        {
            case 401 or 403 or 404 or 410:
                return new DownloadResult(DownloadOutcome.LinkExpired, reason);
            case 416:
                // The file is now shorter than what was received.
                await file.RestartAsync().ConfigureAwait(false);
                return new DownloadResult(DownloadOutcome.Failed, reason);
            default:
                return new DownloadResult(DownloadOutcome.Failed, reason, RetryAfter.Read(response));
        }
    }

    private async Task CopyAsync(HttpContent content, CancellationTokenSource timeout, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        // Counts only while reading: a slow disk does not mean that the host has stopped responding.
        Stopwatch sinceProgress = new();
        int received = 0;
        try
        {
            Stream encoded = await content.ReadAsStreamAsync(timeout.Token).ConfigureAwait(false);
            using Stream body = ContentDecoder.Decode(content, encoded);
            while (await ReadAsync(body, buffer, sinceProgress, timeout).ConfigureAwait(false) is var read && read > 0)
            {
                await file.WriteAsync(buffer, read, cancellationToken).ConfigureAwait(false);
                download.Session.AddBytesReceived(read);
                received += read;
                if (received >= MinimumProgress)
                {
                    received = 0;
                    sinceProgress.Reset();
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<int> ReadAsync(Stream body, byte[] buffer, Stopwatch sinceProgress, CancellationTokenSource timeout)
    {
        CancelAfter(timeout, download.Options.IdleTimeout - sinceProgress.Elapsed);
        sinceProgress.Start();
        try
        {
            return await body.ReadAsync(buffer.AsMemory(0, BufferLength), timeout.Token).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new ConnectionLostException(TransportErrors.GetInnermostMessage(exception).TrimEnd('.'), exception);
        }
        finally
        {
            sinceProgress.Stop();
            timeout.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
