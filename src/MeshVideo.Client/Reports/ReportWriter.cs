using System;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Downloads;
using MeshVideo.Reports;
using MeshVideo.Storage;

namespace MeshVideo;

/// <summary>
/// Writes a report of a batch: a page in one file that shows the videos with their requests. Entries are written as they come.
/// The file gets its name only when it is complete.
/// </summary>
public sealed class ReportWriter : IDisposable
{
    private const int FlushLength = 64 * 1024;

    private readonly string _path;
    private readonly ReportOptions _options;
    private readonly PrivateFolder _folder;
    private readonly PartFile _file;
    private readonly ReportTemplate _template;
    private readonly ReportEntryWriter _entries;
    private readonly MemoryStream _buffer = new();
    private bool _hasEntries;

    private ReportWriter(string path, ReportOptions options, PrivateFolder folder, PartFile file)
    {
        (_path, _options, _folder, _file) = (path, options, folder, file);
        _template = ReportTemplate.Create(options.Title, DateTimeOffset.UtcNow);
        _entries = new ReportEntryWriter(Path.GetDirectoryName(path)!);
    }

    /// <summary>Begins a report.</summary>
    /// <param name="path">The full path of the file. Its folder must exist.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The writer.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.FileExists"/>: the file exists and is not to be replaced, or cannot be replaced;
    /// <see cref="MeshVideoErrorKind.WriteFailed"/>: it cannot be written.
    /// </exception>
    public static async Task<ReportWriter> CreateAsync(string path, ReportOptions options, CancellationToken cancellationToken)
    {
        PrivateFolder? folder = null;
        try
        {
            ReportErrors.ThrowIfNotReplaceable(path, options);
            string parent = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(parent))
            {
                throw new DirectoryNotFoundException($"the folder '{parent}' does not exist");
            }

            folder = new PrivateFolder(parent);
            UnlockedPartFiles.DeleteAbandoned(folder);
            PartFile file = await PartFile.OpenAsync(folder, path, cancellationToken).ConfigureAwait(false)
                ?? throw new IOException("another process is writing it");
            file.TruncateTo(0);
            ReportWriter writer = new(path, options, folder, file);
            writer.Append(writer._template.Head);
            return writer;
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception))
        {
            folder?.Dispose();
            throw ReportErrors.CreateWriteFailed(path, exception);
        }
    }

    /// <summary>Writes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that represents the operation.</returns>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.WriteFailed"/>.</exception>
    public async Task WriteAsync(ReportEntry entry, CancellationToken cancellationToken)
    {
        if (_hasEntries)
        {
            Append(",\n");
        }

        _hasEntries = true;
        using (Utf8JsonWriter json = new(_buffer))
        {
            _entries.Write(json, entry);
        }

        if (_buffer.Length >= FlushLength)
        {
            await RunAsync(() => FlushAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the report, and gives the file its name.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that represents the operation.</returns>
    /// <exception cref="MeshVideoException">
    /// <see cref="MeshVideoErrorKind.FileExists"/> or <see cref="MeshVideoErrorKind.WriteFailed"/>.
    /// </exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        Append(_template.Tail);
        await RunAsync(async () =>
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            _file.Flush();
            ReportErrors.ThrowIfNotReplaceable(_path, _options);
            if (_options.OverwriteReadOnly && new FileInfo(_path) is { Exists: true, IsReadOnly: true } existing)
            {
                existing.IsReadOnly = false;
            }

            _file.MoveTo(_path, _options.Overwrite);
            DiskFlush.FlushFolder(Path.GetDirectoryName(_path)!);
        }).ConfigureAwait(false);
    }

    /// <summary>Closes the file. An incomplete report is removed.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    private void Append(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _buffer.Write(bytes, 0, bytes.Length);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _file.WriteAsync(_buffer.GetBuffer(), (int)_buffer.Length, cancellationToken).ConfigureAwait(false);
        _buffer.SetLength(0);
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception))
        {
            throw ReportErrors.CreateWriteFailed(_path, exception);
        }
    }
}
