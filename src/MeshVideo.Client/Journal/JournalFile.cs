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

    private readonly string? _runId;
    private JournalReader _reader;
    private JournalAppender _appender;

    /// <param name="path">The path.</param>
    /// <param name="runId">The id of the run that writes; null to read only.</param>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>: the path is not valid.</exception>
    public JournalFile(string path, string? runId = null)
    {
        _runId = runId;
        Path = GetFullPath(path);
        _reader = new JournalReader(Path, runId);
        _appender = new JournalAppender(Path, _reader);
    }

    public string Path { get; }

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>: the path is not valid.</exception>
    public static string GetFullPath(string path)
    {
        try
        {
            WindowsFileName.Validate(path);
            return System.IO.Path.GetFullPath(path);
        }
        catch (Exception exception) when (JournalErrors.IsFileError(exception))
        {
            throw JournalErrors.CreateUnusable(path, exception);
        }
    }

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
    public IReadOnlyList<JournalLine> ReadTasks() => ReadState().Tasks;

    /// <summary>Reads the lines.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public JournalState ReadState()
    {
        EnsureRegularFile();

        // The system may not report the type of the file. Something that is not a regular file has no length, and opening it
        // could block indefinitely.
        if (new FileInfo(Path) is not { Exists: true, Length: 0 })
        {
            ReadAppended();
        }

        return State;
    }

    /// <summary>Begins a transaction under the lock, and reads the lines that other processes have appended.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public JournalTransaction Begin() => Run(() =>
    {
        FileStream file = Open(FileMode.Open, FileAccess.ReadWrite);
        try
        {
            _reader.Read(file, includeTail: true);
            return new JournalTransaction(this, file, _appender);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    /// <summary>Forgets what was read, because the end of the file was removed.</summary>
    public void Restart()
    {
        bool isDurable = IsDurable;
        _reader = new JournalReader(Path, _runId);
        _appender = new JournalAppender(Path, _reader) { IsDurable = isDurable };
    }

    /// <summary>Runs an operation, and converts its errors.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    /// <summary>Runs an operation, and converts its errors.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public T Run<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (JournalErrors.IsFileError(exception))
        {
            throw FindLoss(exception) ?? JournalErrors.CreateUnusable(Path, exception);
        }
    }

    /// <summary>Determines whether an error means that the journal, which was read before, has been removed.</summary>
    /// <param name="cause">The error of the file system.</param>
    /// <returns>The exception to throw; null if the journal may still be there.</returns>
    public MeshVideoException? FindLoss(Exception? cause) => (_reader.HasHeader, cause) switch
    {
        (true, FileNotFoundException or DirectoryNotFoundException) =>
            JournalErrors.CreateLost(Path, "it was deleted or moved", cause),
        (true, IOException or UnauthorizedAccessException) when Directory.Exists(Path) =>
            JournalErrors.CreateLost(Path, "it was replaced by a folder", cause),
        _ => null,
    };

    private void EnsureRegularFile()
    {
        if (Directory.Exists(Path))
        {
            throw JournalErrors.CreateUnusable(Path, "it is a folder", "Specify a file.");
        }

        // A link can lead to itself.
        string target = Run(() => FileOperations.ResolveLink(Path));
        if (FileIdentity.FromPath(target) is { IsFile: false })
        {
            throw JournalErrors.CreateUnusable(
                Path, "it is not a journal of MeshVideo but a pipe, a socket or a device", "Specify a file.");
        }
    }

    private void RunOnFile(FileMode mode, FileAccess access, Action<FileStream> action) => Run(() =>
    {
        using FileStream file = Open(mode, access);
        action(file);
        return true;
    });

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
