using System;
using System.Buffers;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Compatibility;
using MeshVideo.Http;

namespace MeshVideo.Saving;

/// <summary>Fetches a link's file, going on where an earlier try ended. Never sends the key.</summary>
internal sealed class FileTransport
{
    private const int ChunkSize = 1024 * 1024;

    /// <summary>What has to come within the idle time, in bytes: a host that gives a byte now and then is as good as silent.</summary>
    public const int Headway = 4096;

    private readonly FileRequester _requester;
    private readonly TimeSpan _idleTime;
    private readonly Action<long> _onBytes;

    public FileTransport(MeshVideoConnection connection, TimeSpan idleTime, Action<long> onBytes)
    {
        _requester = new FileRequester(connection);
        _idleTime = idleTime;
        _onBytes = onBytes;
    }

    /// <summary>Tries once, and waits for a first answer no longer than the patience that is left.</summary>
    /// <returns>What came of it, and why in words unless it is complete.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="MeshVideoException">The link leads to where others could read the file, or no way leads there from this machine.</exception>
    public async Task<(FileAnswer Answer, string Why, TimeSpan? RetryAfter)> FetchAsync(
        string taskId, Uri link, Transfer transfer, TimeSpan patience, CancellationToken cancellationToken)
    {
        using CancellationTokenSource idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        idle.CancelAfter(patience <= TimeSpan.Zero ? TimeSpan.Zero : patience < _idleTime ? patience : _idleTime);
        try
        {
            using HttpResponseMessage response = await _requester.SendAsync(taskId, link, transfer, idle.Token).ConfigureAwait(false);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            {
                return await RefusalAsync(response, transfer, cancellationToken).ConfigureAwait(false);
            }

            if (!await transfer.AcceptAsync(response).ConfigureAwait(false))
            {
                return (FileAnswer.TryAgain, "the file host answered with another part than was asked for", null);
            }

            await CopyAsync(response.Content, transfer, idle, cancellationToken).ConfigureAwait(false);
            return transfer.IsComplete ? (FileAnswer.Complete, string.Empty, null)
                : response.StatusCode == HttpStatusCode.PartialContent ? (FileAnswer.Part, $"the file host sent {transfer.Length} of {transfer.ExpectedLength} bytes", null)
                : (FileAnswer.TryAgain, $"the transfer was cut at {transfer.Length} of {transfer.ExpectedLength} bytes", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (FileAnswer.TryAgain, "the file host fell silent", null);
        }
        catch (NotSupportedException exception)
        {
            return (FileAnswer.TryAgain, exception.Message, null);
        }
        catch (InvalidDataException)
        {
            return (FileAnswer.TryAgain, "the file host sent a compressed file that is broken", null);
        }
        catch (ConnectionLostException exception)
        {
            return (FileAnswer.TryAgain, "the connection to the file host failed: " + exception.Message, null);
        }
    }

    private static async Task<(FileAnswer Answer, string Why, TimeSpan? RetryAfter)> RefusalAsync(
        HttpResponseMessage response, Transfer transfer, CancellationToken cancellationToken)
    {
        string? reason = await RefusalReason.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        string why = $"the file host answered HTTP {(int)response.StatusCode}{(reason is null ? string.Empty : $" ({reason})")}";
        switch ((int)response.StatusCode)
        {
            case 401 or 403 or 404 or 410:
                return (FileAnswer.LinkDead, why, null);
            case 416:
                // What we have is not a beginning of what is there now.
                await transfer.RestartAsync().ConfigureAwait(false);
                return (FileAnswer.TryAgain, why, null);
            default:
                return (FileAnswer.TryAgain, why, RetryAfter.Read(response));
        }
    }

    private async Task CopyAsync(HttpContent content, Transfer transfer, CancellationTokenSource idle, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        // A disk that takes its time is no host that fell silent: only reading counts.
        Stopwatch waited = new();
        int received = 0;
        try
        {
            using Stream body = ContentCoding.Decode(content, await content.ReadBodyAsync(idle.Token).ConfigureAwait(false));
            while (await ReadAsync(body, buffer, waited, idle).ConfigureAwait(false) is var read && read > 0)
            {
                await transfer.WriteAsync(buffer, read, cancellationToken).ConfigureAwait(false);
                _onBytes(read);
                received += read;
                if (received >= Headway)
                {
                    received = 0;
                    waited.Reset();
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<int> ReadAsync(Stream body, byte[] buffer, Stopwatch waited, CancellationTokenSource idle)
    {
        TimeSpan left = _idleTime - waited.Elapsed;
        idle.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        waited.Start();
        try
        {
            return await body.ReadChunkAsync(buffer, 0, ChunkSize, idle.Token).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new ConnectionLostException(TransportErrors.GetInnermost(exception).TrimEnd('.'), exception);
        }
        finally
        {
            waited.Stop();
            idle.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
