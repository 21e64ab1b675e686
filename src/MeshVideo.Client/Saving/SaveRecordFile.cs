using System;
using System.IO;
using System.Text.Json;
using MeshVideo.Compatibility;
using MeshVideo.Storage;

namespace MeshVideo.Saving;

/// <summary>
/// The record of a target, in the private folder beside it, so that it moves along with the files and a listing does not show it.
/// It is replaced in one step: a reader finds an old record or a new one, never half of one.
/// </summary>
internal sealed class SaveRecordFile
{
    /// <summary>No record of ours comes near.</summary>
    private const int LongestText = 64 * 1024;

    private readonly PrivateFolder _folder;
    private readonly string _name;

    public SaveRecordFile(PrivateFolder folder, string target)
    {
        _folder = folder;
        _name = Path.GetFileName(target);
    }

    private string RecordPath => _folder.PathOf(_name, ".json");

    private string NewPath => _folder.PathOf(_name, ".temp");

    /// <returns>The record; an empty one where there is none, or none that can be read.</returns>
    public SaveRecord Read()
    {
        try
        {
            // Mostly there is none, and an exception for each of many files takes its time. What is no file, such as a pipe, may never let itself
            // be opened.
            if (!_folder.Exists || new FileInfo(RecordPath) is not { Exists: true, Length: > 0 and <= LongestText, Attributes: var attributes }
                || (attributes & (FileAttributes.Device | FileAttributes.ReparsePoint)) != 0)
            {
                return SaveRecord.Empty;
            }

            using FileStream file = new(RecordPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
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
        try
        {
            using (FileStream file = CreateNew())
            {
                file.Write(text, 0, text.Length);
                if (flush)
                {
                    DurableFlush.File(file);
                }
            }

            Shims.MoveOver(NewPath, RecordPath);
        }
        catch (IOException)
        {
            // On a full disk the empty file would stay. The record that is there already has room.
            File.Delete(NewPath);
            if (!TryWriteInPlace(text))
            {
                throw;
            }
        }
    }

    /// <summary>Writes over a record that may be lost.</summary>
    /// <param name="record">The record.</param>
    /// <param name="flush">Whether it has to outlive a loss of power.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void WriteInPlace(SaveRecord record, bool flush) =>
        WriteInPlace(JsonSerializer.SerializeToUtf8Bytes(record, SaveRecordJson.Default.SaveRecord), flush);

    private void WriteInPlace(byte[] text, bool flush)
    {
        using FileStream file = new(RecordPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        file.Write(text, 0, text.Length);
        if (file.Length != text.Length)
        {
            file.SetLength(text.Length);
        }

        if (flush)
        {
            DurableFlush.File(file);
        }
    }

    private bool TryWriteInPlace(byte[] text)
    {
        try
        {
            WriteInPlace(text, flush: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Remove()
    {
        try
        {
            if (_folder.Exists)
            {
                File.Delete(NewPath);
                File.Delete(RecordPath);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // There was no record.
        }
    }

    private FileStream CreateNew()
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(NewPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
            }
            catch (IOException exception) when (exception is not DirectoryNotFoundException && tries < 5 && (File.Exists(NewPath) || Shims.IsLink(NewPath)))
            {
                // Left by a process that died. It is not written through, should it be a link.
                File.Delete(NewPath);
            }
            catch (DirectoryNotFoundException) when (tries < 5)
            {
                // Just removed by whoever had the last record in it.
                _folder.Reopen();
            }
        }
    }
}
