using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;
using MeshVideo.Compatibility;
using MeshVideo.Storage;

namespace MeshVideo.Saving;

/// <summary>
/// The record of a target, in a hidden folder beside it, so that it moves along with the files and a listing does not show it.
/// It is replaced in one step: a reader finds an old record or a new one, never half of one.
/// </summary>
internal sealed class SaveRecordFile
{
    private const string FolderName = ".meshvideo";

    /// <summary>No record of ours comes near.</summary>
    private const int LongestText = 64 * 1024;

    private readonly string _folder;
    private readonly string _path;
    private readonly string _newPath;

    public SaveRecordFile(string target)
    {
        _folder = Path.Combine(Path.GetDirectoryName(target)!, FolderName);
        // Both endings are as long as the part file's: a name that has room for the one has room for the other.
        _path = Path.Combine(_folder, Path.GetFileName(target) + ".json");
        _newPath = Path.Combine(_folder, Path.GetFileName(target) + ".temp");
    }

    /// <returns>The record; an empty one where there is none, or none that can be read.</returns>
    public SaveRecord Read()
    {
        // Mostly there is none, and an exception for each of many files takes its time.
        if (!File.Exists(_path))
        {
            return SaveRecord.Empty;
        }

        try
        {
            using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return file.Length <= LongestText ? JsonSerializer.Deserialize(file, SaveRecordJson.Default.SaveRecord) ?? SaveRecord.Empty : SaveRecord.Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return SaveRecord.Empty;
        }
    }

    /// <summary>Puts a record in the place of the one before; an empty one leaves none.</summary>
    /// <param name="record">The record.</param>
    /// <param name="flush">Whether it has to outlive a loss of power.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(SaveRecord record, bool flush = false)
    {
        if (record == SaveRecord.Empty)
        {
            Remove();
            return;
        }

        byte[] text = JsonSerializer.SerializeToUtf8Bytes(record, SaveRecordJson.Default.SaveRecord);
        using (FileStream file = CreateNew())
        {
            file.Write(text, 0, text.Length);
            if (flush)
            {
                DurableFlush.File(file);
            }
        }

        Shims.MoveOver(_newPath, _path);
    }

    private void Remove()
    {
        try
        {
            File.Delete(_newPath);
            File.Delete(_path);
            Directory.Delete(_folder);
        }
        catch (DirectoryNotFoundException)
        {
            // There was no record.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && !File.Exists(_path))
        {
            // Other targets have records in the folder, or it may not be removed.
        }
    }

    private FileStream CreateNew()
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                // Whatever is there was left by a process that died, and is not written through, should it be a link.
                File.Delete(_newPath);
                return new FileStream(_newPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
            }
            catch (DirectoryNotFoundException) when (tries < 5)
            {
                // Not there yet, or just removed by whoever had the last record in it.
                DirectoryInfo folder = Directory.CreateDirectory(_folder);
                if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
                {
                    folder.Attributes |= FileAttributes.Hidden;
                }
            }
        }
    }
}
