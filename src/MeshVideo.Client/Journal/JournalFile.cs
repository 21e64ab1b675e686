using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using MeshVideo.Storage;

namespace MeshVideo.Journal;

/// <summary>
/// The journal's file. It is opened anew for each step, so that nobody is kept from it, and one that was moved away or cut is
/// noticed.
/// </summary>
internal sealed class JournalFile
{
    private const int MaximumOpenAttempts = 40;

    private static readonly TimeSpan OpenRetryDelay = TimeSpan.FromMilliseconds(25);

    private readonly JournalReader _reader;
    private readonly JournalAppender _appender;

    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>: the path is none.</exception>
    public JournalFile(string path)
    {
        try
        {
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

    /// <summary>Whether what was written could be brought to the disk: some file systems know no such thing.</summary>
    public bool IsDurable => _appender.IsDurable;

    /// <summary>Makes sure that there is a file and that it can be written.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void EnsureWritable()
    {
        EnsureRegularFile();
        RunOnFile(
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            file =>
            {
                // Whoever may do everything could write it all the same, but somebody meant it.
                if ((File.GetAttributes(Path) & FileAttributes.ReadOnly) != 0)
                {
                    throw new IOException("it is read-only");
                }

                if (!file.CanSeek)
                {
                    throw new IOException("it is no file");
                }
            });
    }

    /// <summary>Reads without the lock: the last line may be about to be written, and is left.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void ReadExisting() => RunOnFile(FileMode.Open, FileAccess.Read, file => _reader.Read(file, includeTail: false));

    /// <summary>Reads what was written since, under the lock.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void ReadAppended() => RunOnFile(FileMode.Open, FileAccess.Read, file => _reader.Read(file, includeTail: true));

    /// <summary>Reads the lines of all tasks.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public IReadOnlyList<JournalLine> ReadTasks()
    {
        EnsureRegularFile();

        // Where the system does not tell what a thing is: what is not a file has no length, and might never let itself be opened.
        if (new FileInfo(Path) is not { Exists: true, Length: 0 })
        {
            ReadAppended();
        }

        return State.Tasks;
    }

    /// <summary>Writes a line under the lock; it is on the disk when this returns.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.JournalUnusable"/>.</exception>
    public void Append(JournalLine line) => RunOnFile(FileMode.Open, FileAccess.ReadWrite, file => _appender.Append(file, line));

    private void EnsureRegularFile()
    {
        if (Directory.Exists(Path))
        {
            throw JournalErrors.CreateUnusable(Path, "it is a folder", "Name a file.");
        }

        if (FileIdentity.FromPath(FileOperations.ResolveLink(Path)) is { IsFile: false })
        {
            throw JournalErrors.CreateUnusable(Path, "it is not a journal of MeshVideo but a pipe, a socket or a device", "Name a file.");
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

    /// <summary>Opens the file, with patience for what has it for a moment: a virus scanner, a backup.</summary>
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
