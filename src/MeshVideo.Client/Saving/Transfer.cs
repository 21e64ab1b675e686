using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Storage;

namespace MeshVideo.Saving;

/// <summary>
/// A fetch into a part file that another run can go on with. Of which version of which file the bytes are is written down only for bytes
/// that are on the disk, and struck out before there may be others: whatever happens, no two versions are ever joined.
/// </summary>
internal sealed class Transfer(PartFile part, TargetRecord record, FolderFlush folders)
{
    private const long CheckpointBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan CheckpointTime = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _sinceCheckpoint = Stopwatch.StartNew();
    private EntityTagHeaderValue? _version;
    private string _source = string.Empty;
    private Task _checkpoint = Task.CompletedTask;
    private long _checkpointed;

    /// <summary>Bytes received so far.</summary>
    public long Length => part.Length;

    /// <summary>Bytes of the whole file, once the host said so.</summary>
    public long? ExpectedLength { get; private set; }

    /// <summary>Whether there are as many bytes as there should be; a host may not say how many.</summary>
    public bool IsComplete => ExpectedLength is null || Length == ExpectedLength;

    /// <summary>Whether the bytes are known to be all of the file.</summary>
    public bool IsWhole => Length == ExpectedLength;

    /// <summary>Takes up what an earlier run left, where it is surely of the same version of the same file; clears it away elsewhere.</summary>
    /// <param name="source">Where the file is to be fetched now, without the query.</param>
    public void Begin(string source)
    {
        _source = source;
        if (record.Saved is { } saved && saved.Length == Length && saved.Modified == part.Modified)
        {
            // The run that wrote this died before it could give the file its name.
            ExpectedLength = Length;
        }
        else if (record.UnfinishedFrom(source) is { Flushed: > 0 } left && left.Flushed <= Length && left.Flushed <= (left.Length ?? long.MaxValue)
            && EntityTagHeaderValue.TryParse(left.ETag, out EntityTagHeaderValue? version) && !version.IsWeak)
        {
            part.Cut(left.Flushed);
            (_version, ExpectedLength, _checkpointed) = (version, left.Length, left.Flushed);
        }
        else
        {
            record.NoteBegun(source);
            part.Cut(0);
        }
    }

    /// <summary>Begins anew where the file is now to be fetched from another place.</summary>
    public async Task MoveToAsync(string source)
    {
        if (_source != source)
        {
            await RestartAsync().ConfigureAwait(false);
            _source = source;
        }
    }

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
    public async Task<bool> AcceptAsync(HttpResponseMessage response)
    {
        // A weak tag does not promise the same bytes.
        EntityTagHeaderValue? version = response.Headers.ETag is { IsWeak: false } tag ? tag : null;
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            await RestartAsync().ConfigureAwait(false);
            // What is decoded has another length than was sent, and can be gone on with nowhere.
            bool isEncoded = ContentCoding.IsEncoded(response.Content);
            ExpectedLength = isEncoded ? null : response.Content.Headers.ContentLength;
            _version = isEncoded ? null : version;
            return true;
        }

        // Some hosts answer with a part although nobody asked for one.
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        bool isFirst = Length == 0;
        bool isSameVersion = isFirst || (_version is not null && Equals(version, _version));
        bool isAsLong = isFirst || range?.Length is null || ExpectedLength is null || range.Length == ExpectedLength;
        if (range?.From != Length || !isSameVersion || !isAsLong || ContentCoding.IsEncoded(response.Content))
        {
            await RestartAsync().ConfigureAwait(false);
            return false;
        }

        ExpectedLength = range.Length ?? ExpectedLength;
        _version = version;
        return true;
    }

    /// <summary>Adds bytes. Now and then those so far are brought to the disk meanwhile, and written down.</summary>
    public async Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        await part.WriteAsync(buffer, count, cancellationToken).ConfigureAwait(false);
        bool isDue = Length - _checkpointed >= CheckpointBytes || _sinceCheckpoint.Elapsed >= CheckpointTime;
        if (isDue && part.IsLastingName && _version is not null && !record.IsUnwritable && _checkpoint.IsCompleted)
        {
            await _checkpoint.ConfigureAwait(false);
            _checkpoint = CheckpointAsync();
        }
    }

    /// <summary>Forgets what was received.</summary>
    public async Task RestartAsync()
    {
        await _checkpoint.ConfigureAwait(false);
        record.NoteBegun(_source);
        part.Cut(0);
        (_version, ExpectedLength, _checkpointed) = (null, null, 0);
    }

    /// <summary>Looks at what was received.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public async Task<string?> ExamineAsync(WantedFile wanted)
    {
        await _checkpoint.ConfigureAwait(false);
        return await DiskWork.RunAsync(() => part.Examine(wanted.Objection)).ConfigureAwait(false);
    }

    /// <summary>Whether what was received is no file at all but words about one, as hosts answer while a file is not ready.</summary>
    public bool IsWords() => part.Examine(FileBytes.IsText);

    /// <summary>Leaves what was received to another run, where one could go on with it.</summary>
    /// <returns>Whether it is left.</returns>
    public async Task<bool> TryKeepAsync()
    {
        if (_version is null || Length == 0 || !part.IsLastingName)
        {
            return false;
        }

        try
        {
            await _checkpoint.ConfigureAwait(false);
            await CheckpointAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (DiskWork.IsItsFault(exception))
        {
            return false;
        }

        if (!record.IsUnwritable)
        {
            part.Keep();
        }

        return !record.IsUnwritable;
    }

    /// <summary>Strikes out what is written down, since the part file goes.</summary>
    public async Task ForgetAsync()
    {
        try
        {
            // That it failed may be why the file goes.
            await Task.WhenAny(_checkpoint).ConfigureAwait(false);
            record.StrikeOutUnfinished();
        }
        catch (Exception exception) when (DiskWork.IsItsFault(exception))
        {
            // Without the file it means nothing.
        }
    }

    /// <summary>The MIME type of the file, where its name follows from that.</summary>
    public string? TypeAs(WantedFile wanted) => part.Examine(wanted.TypeOf);

    /// <summary>Brings the file to the disk and gives it its name.</summary>
    /// <exception cref="IOException">There is such a file, and it may not be replaced; or the system refuses.</exception>
    public async Task FinishAsync(string? type, string path, bool replace)
    {
        await _checkpoint.ConfigureAwait(false);
        await DiskWork.RunAsync(() =>
        {
            part.Seal();
            record.NoteSaved(type, Length, part.Modified, () => part.MoveTo(path, replace));
        }).ConfigureAwait(false);
        await folders.FlushAsync(Path.GetDirectoryName(path)!).ConfigureAwait(false);
    }

    private Task CheckpointAsync()
    {
        _sinceCheckpoint.Restart();
        (string source, string tag, long? whole, long length) = (_source, _version!.ToString(), ExpectedLength, Length);
        _checkpointed = length;
        return DiskWork.RunAsync(() =>
        {
            part.Flush();
            record.NoteUnfinished(source, tag, whole, length);
        });
    }
}
