using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using MeshVideo.Storage;

namespace MeshVideo.Journal;

/// <summary>
/// Reads and writes the file of the journal. The file is opened for each operation, so that other programs can use it, and so
/// that a file that was moved or truncated is detected.
/// </summary>
internal sealed class JournalFile
{
    private const int MaximumOpenAttempts = 40;

    private static readonly TimeSpan OpenRetryDelay = TimeSpan.FromMilliseconds(25);

    private readonly JournalReader _reader;
    private readonly JournalAppender _appender;

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>: the path is not valid.</exception>
    public JournalFile(string path)
    {
        try
        {
            WindowsFileName.Validate(path);
            Path = System.IO.Path.GetFullPath(path);
        }
        catch (Exception exception) when (JournalErrors.IsFileError(exception))
        {
            throw JournalErrors.CreateUnusable(path, exception);
        }

        _reader = new JournalReader(Path);
        _appender = new JournalAppender(Path, _reader);
    }

    public string Path { get; }

    public JournalState State => _reader.State;

    /// <summary>Gets whether the file could be flushed to the disk. Some file systems do not support that.</summary>
    public bool IsDurable => _appender.IsDurable;

    /// <summary>Creates the file if it does not exist, and verifies that it is writable.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void EnsureWritable()
    {
        EnsureRegularFile();
        RunOnFile(
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            file =>
            {
                // An administrator could write to the file nevertheless, but the attribute was set on purpose.
                if ((File.GetAttributes(Path) & FileAttributes.ReadOnly) != 0)
                {
                    throw new IOException("it is read-only");
                }

                if (!file.CanSeek)
                {
                    throw new IOException("it is not a file");
                }
            });
    }

    /// <summary>
    /// Reads the file without the lock. An incomplete last line is ignored, because another process may be writing it.
    /// </summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void ReadExisting() => RunOnFile(FileMode.Open, FileAccess.Read, file => _reader.Read(file, includeTail: false));

    /// <summary>Reads the appended lines, under the lock.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void ReadAppended() => RunOnFile(FileMode.Open, FileAccess.Read, file => _reader.Read(file, includeTail: true));

    /// <summary>Reads the task lines.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public IReadOnlyList<JournalLine> ReadTasks()
    {
        EnsureRegularFile();

        // The system may not report the type of the file. Something that is not a regular file has no length, and opening it
        // could block indefinitely.
        if (new FileInfo(Path) is not { Exists: true, Length: 0 })
        {
            ReadAppended();
        }

        return State.Tasks;
    }

    /// <summary>Appends a line under the lock, and flushes it to the disk.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void Append(JournalLine line) => RunOnFile(FileMode.Open, FileAccess.ReadWrite, file => _appender.Append(file, line));

    private void EnsureRegularFile()
    {
        if (Directory.Exists(Path))
        {
            throw JournalErrors.CreateUnusable(Path, "it is a folder", "Specify a file.");
        }

        if (FileIdentity.FromPath(FileOperations.ResolveLink(Path)) is { IsFile: false })
        {
            throw JournalErrors.CreateUnusable(
                Path, "it is not a journal of MeshVideo but a pipe, a socket or a device", "Specify a file.");
        }
    }

    private void RunOnFile(FileMode mode, FileAccess access, Action<FileStream> action)
    {
        try
        {
            using FileStream file = Open(mode, access);
            action(file);
        }
        catch (Exception exception) when (JournalErrors.IsFileError(exception))
        {
            throw JournalErrors.CreateUnusable(Path, exception);
        }
    }

    /// <summary>
    /// Opens the file. Retries while another program, such as a virus scanner or a backup, has it open exclusively.
    /// </summary>
    private FileStream Open(FileMode mode, FileAccess access)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return FileOperations.OpenPrivate(Path, mode, access, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (IOException exception) when (FileErrors.IsSharingViolation(exception) && tries < MaximumOpenAttempts)
            {
                Thread.Sleep(OpenRetryDelay);
            }
        }
    }
}
