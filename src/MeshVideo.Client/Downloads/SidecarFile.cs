using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MeshVideo.Storage;

namespace MeshVideo.Downloads;

/// <summary>Reads and writes the file of a sidecar, in the private folder beside the saved file.</summary>
internal sealed class SidecarFile
{
    /// <summary>The extension of sidecars, after the name of the saved file.</summary>
    public const string Extension = ".json";

    /// <summary>Far more than a sidecar needs.</summary>
    private const int MaximumLength = 64 * 1024;

    private const int MaximumTries = 5;

    private readonly PrivateFolder _folder;
    private readonly string _name;

    public SidecarFile(PrivateFolder folder, string targetPath)
    {
        _folder = folder;
        _name = Path.GetFileName(targetPath);
    }

    private static JsonTypeInfo<SidecarContent> JsonType => SidecarJsonContext.Default.SidecarContent;

    private string FilePath => _folder.GetPath(_name, Extension);

    private string TemporaryPath => _folder.GetPath(_name, ".temp");

    /// <returns>The content; empty if there is no sidecar, or no valid one.</returns>
    public SidecarContent Read()
    {
        try
        {
            // Mostly there is none, and an exception for each file would slow down saving many. A pipe would block when it is
            // opened.
            if (!_folder.Exists
                || new FileInfo(FilePath) is not { Exists: true, Length: > 0 and <= MaximumLength, Attributes: var attributes }
                || (attributes & (FileAttributes.Device | FileAttributes.ReparsePoint)) != 0)
            {
                return SidecarContent.Empty;
            }

            using FileStream file = SharingRetry.Run(() => FileOperations.OpenShared(FilePath, FileAccess.Read));
            return (file.Length > MaximumLength ? null : JsonSerializer.Deserialize(file, JsonType)) ?? SidecarContent.Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return SidecarContent.Empty;
        }
    }

    /// <summary>Replaces the file in one step: readers see the old content or the new. Empty content removes it.</summary>
    /// <param name="content">The content.</param>
    /// <param name="flush">Whether it must survive a power failure.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public void Replace(SidecarContent content, bool flush)
    {
        if (content == SidecarContent.Empty)
        {
            Delete();
            return;
        }

        byte[] json = Serialize(content);
        try
        {
            using FileStream file = CreateTemporaryFile();
            try
            {
                Write(file, json, flush);
                file.Rename(TemporaryPath, FilePath, overwrite: true);
            }
            catch
            {
                // On a full disk an empty temporary file would stay.
                file.Delete(TemporaryPath);
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The sidecar that exists already has space on the disk.
            if (!TryOverwrite(json))
            {
                throw;
            }
        }
    }

    /// <summary>Writes over an existing sidecar whose content may be lost.</summary>
    /// <param name="content">The content.</param>
    /// <param name="flush">Whether it must survive a power failure.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public void Overwrite(SidecarContent content, bool flush) => Overwrite(Serialize(content), flush);

    private static byte[] Serialize(SidecarContent content) => JsonSerializer.SerializeToUtf8Bytes(content, JsonType);

    private static void Write(FileStream file, byte[] json, bool flush)
    {
        file.Write(json, 0, json.Length);
        if (file.Length != json.Length)
        {
            file.SetLength(json.Length);
        }

        if (flush)
        {
            DiskFlush.FlushFile(file);
        }
    }

    private void Overwrite(byte[] json, bool flush)
    {
        using FileStream file = SharingRetry.Run(() => FileOperations.OpenShared(FilePath, FileAccess.Write));
        Write(file, json, flush);
    }

    private bool TryOverwrite(byte[] json)
    {
        try
        {
            Overwrite(json, flush: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Delete()
    {
        try
        {
            if (_folder.Exists)
            {
                SharingRetry.Run(() => File.Delete(TemporaryPath));
                SharingRetry.Run(() => File.Delete(FilePath));
            }
        }
        catch (DirectoryNotFoundException)
        {
            // There was no sidecar.
        }
    }

    private FileStream CreateTemporaryFile()
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return SharingRetry.Run(() => FileOperations.OpenExclusive(TemporaryPath, FileMode.CreateNew));
            }
            catch (DirectoryNotFoundException) when (tries < MaximumTries)
            {
                // Another process has removed its last sidecar, and with it the folder.
                _folder.Reopen();
            }
            catch (IOException)
                when (tries < MaximumTries && (File.Exists(TemporaryPath) || FileOperations.IsLink(TemporaryPath)))
            {
                // A run that died has left it. It may be a link, and is never written through.
                SharingRetry.Run(() => File.Delete(TemporaryPath));
            }
        }
    }
}
