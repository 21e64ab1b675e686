using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Compatibility;

namespace MeshVideo.Saving;

/// <summary>The file being fetched, beside its target until it is whole; only then it takes the target's name.</summary>
internal sealed class PartFile : IDisposable
{
    // Windows neither renames nor removes an open file. Elsewhere it is kept, and kept from others, until that is done: another process
    // could otherwise take it for its own in between.
    private static readonly bool IsClosedFirst = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private readonly string _path;
    private readonly FileStream _stream;
    private EntityTagHeaderValue? _version;
    private bool _hasItsName;

    private PartFile(string path)
    {
        _path = path;
        // Nobody else writes here meanwhile: two processes saving the same task must not mix their bytes.
        _stream = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.Asynchronous);
    }

    /// <summary>Bytes received so far.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes of the whole file, once the host said so.</summary>
    public long? ExpectedLength { get; private set; }

    public bool IsComplete => ExpectedLength is null || Length == ExpectedLength;

    /// <exception cref="IOException">It cannot be made, or another process is fetching to the same target.</exception>
    public static PartFile Create(string target) => new(target + ".part");

    /// <summary>Asks only for what is missing, where the host has named the version of what we have.</summary>
    public void AskForRest(HttpRequestHeaders headers)
    {
        if (Length > 0 && _version is not null)
        {
            headers.Range = new RangeHeaderValue(Length, null);
            headers.IfRange = new RangeConditionHeaderValue(_version);
        }
    }

    /// <summary>Makes ready for the body of an answer.</summary>
    /// <returns>False where the body is not what belongs here next.</returns>
    public bool Accept(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
            if (range?.From != Length || !Equals(response.Headers.ETag, _version))
            {
                Restart();
                return false;
            }

            ExpectedLength = range.Length ?? ExpectedLength;
            return true;
        }

        Restart();
        ExpectedLength = response.Content.Headers.ContentLength;
        // A weak tag does not promise the same bytes.
        _version = response.Headers.ETag is { IsWeak: false } tag ? tag : null;
        return true;
    }

    public async Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        await _stream.WriteChunkAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
        Length += count;
    }

    /// <summary>Forgets what was received.</summary>
    public void Restart()
    {
        _stream.SetLength(0);
        Length = 0;
        ExpectedLength = null;
        _version = null;
    }

    /// <summary>Looks at what was received.</summary>
    public string? Examine(Func<Stream, string?> objection) => objection(_stream);

    /// <summary>Brings the bytes to the disk and gives the file its name.</summary>
    /// <exception cref="IOException">There is such a file, and it may not be replaced; or the system refuses.</exception>
    public void MoveTo(string target, bool replace)
    {
        _stream.Flush(flushToDisk: true);
        if (IsClosedFirst)
        {
            _stream.Dispose();
        }

        if (replace)
        {
            Shims.MoveOver(_path, target);
        }
        else
        {
            File.Move(_path, target);
        }

        _hasItsName = true;
    }

    /// <summary>Closes the file, and removes it unless it has its name by now.</summary>
    public void Dispose()
    {
        if (IsClosedFirst)
        {
            _stream.Dispose();
        }

        try
        {
            if (!_hasItsName)
            {
                File.Delete(_path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The fault that brought us here is what the user has to hear of.
        }

        _stream.Dispose();
    }
}
