using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using MeshVideo.Storage;

namespace MeshVideo.Journal;

/// <summary>
/// Shows other processes that a run is alive, by a file beside the journal that it holds open exclusively. The system releases it
/// if the process ends for any reason, and with it all rows that the run was creating.
/// </summary>
/// <param name="journal">The full path of the journal, which must exist when the lock is first used.</param>
internal sealed class RunLock(string journal) : IDisposable
{
    private const string Extension = ".run";

    private static readonly Regex ValidId = new("^[0-9a-f]{32}$", RegexOptions.CultureInvariant);

    private FileStream? _file;

    /// <summary>Gets the id of this run, which its lines in the journal have.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    // Runs that specify the journal by different links have to use the same files.
    private string Journal => field ??= FileOperations.ResolveLink(journal);

    /// <summary>Starts to hold the file of this run, unless it does.</summary>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public void Acquire()
    {
        string path = GetPath(Id);
        while (_file is null)
        {
            FileStream file = FileOperations.OpenPrivate(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (file.IsSameFile(path))
            {
                _file = file;
            }
            else
            {
                // Another process took the file for that of a dead run before it was locked.
                file.Dispose();
            }
        }
    }

    /// <summary>Gets whether another run is alive.</summary>
    /// <param name="id">The id of the run; null for a run of an earlier version.</param>
    /// <exception cref="UnauthorizedAccessException">The file belongs to another user.</exception>
    public bool IsHeld(string? id)
    {
        if (id is null || id == Id || !ValidId.IsMatch(id))
        {
            return false;
        }

        string path = GetPath(id);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using (FileOperations.OpenPrivate(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                Delete(path);
            }

            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                Delete(path);
            }

            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException exception) when (FileErrors.IsSharingViolation(exception))
        {
            return true;
        }
    }

    /// <summary>Deletes the files of killed runs, unless another process has locked the journal, or locks do not work.</summary>
    public void DeleteAbandoned(JournalLock journalLock)
    {
        try
        {
            if (GetOthers() is { Length: > 0 } others)
            {
                using IDisposable? handle = journalLock.TryAcquire();
                foreach (string id in handle is null ? [] : others)
                {
                    IsHeld(id);
                }
            }
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception) || exception is MeshVideoException)
        {
            // They mean nothing, because nobody holds them.
        }
    }

    /// <summary>Releases and deletes the file.</summary>
    public void Dispose()
    {
        if (_file is not null)
        {
            Delete(GetPath(Id));
            _file.Dispose();
            Delete(GetPath(Id));
        }
    }

    private string[] GetOthers()
    {
        string start = Path.GetFileName(Journal) + ".";
        return
        [
            .. from file in Directory.EnumerateFiles(Path.GetDirectoryName(Journal)!, "*" + Extension)
               let name = Path.GetFileNameWithoutExtension(file)
               where name.StartsWith(start, StringComparison.Ordinal)
               let id = name.Substring(start.Length)
               where ValidId.IsMatch(id) && id != Id
               select id,
        ];
    }

    private string GetPath(string id) => $"{Journal}.{id}{Extension}";

    // Windows can delete the file only when it is closed.
    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that remains means nothing, because nobody holds it.
        }
    }
}
