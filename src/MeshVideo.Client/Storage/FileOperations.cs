using System;
using System.IO;
using System.Runtime.InteropServices;

namespace MeshVideo.Storage;

/// <summary>File operations that differ between .NET and .NET Standard 2.0, or between systems.</summary>
internal static class FileOperations
{
    /// <summary>Whether a path is a symbolic link or another reparse point.</summary>
    public static bool IsLink(string path) =>
#if NET
        new FileInfo(path).LinkTarget is not null;
#else
        (File.Exists(path) || Directory.Exists(path)) && (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0;
#endif

    /// <summary>Resolves a link to its final target. .NET Standard 2.0 cannot, and the path is returned as it is.</summary>
    public static string ResolveLink(string path) =>
#if NET
        IsLink(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName : path;
#else
        path;
#endif

    /// <summary>Whether an open file is the one at a path. Linux and macOS can rename and delete open files.</summary>
    public static bool IsSameFile(this FileStream file, string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            if (FileIdentity.FromHandle(file.SafeFileHandle) is { } identity)
            {
                return FileIdentity.FromPath(path) is { } other && other.IsSameFile(identity);
            }

            FileInfo info = new(path);
            return info.Exists && info.Length == file.Length
                && info.LastWriteTimeUtc == File.GetLastWriteTimeUtc(file.SafeFileHandle);
        }
#endif
        return true;
    }

    /// <summary>The time when an open file was last written.</summary>
    public static DateTime GetLastWriteTimeUtc(this FileStream file) =>
#if NET
        File.GetLastWriteTimeUtc(file.SafeFileHandle);
#else
        File.GetLastWriteTimeUtc(file.Name);
#endif

    /// <summary>Opens an existing file, and lets others read, write, rename and delete it meanwhile.</summary>
    public static FileStream OpenShared(string path, FileAccess access) =>
        new(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    /// <summary>Opens a file. If this creates it, only its owner can access it.</summary>
    public static FileStream OpenPrivate(string path, FileMode mode, FileAccess access, FileShare share)
    {
#if NET
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = mode,
                Access = access,
                Share = share,
                BufferSize = 1,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
#endif
        return new FileStream(path, mode, access, share, bufferSize: 1);
    }

    /// <summary>
    /// Makes every write to a file an append (Linux): where locks do not work, two processes may write it, and neither may
    /// overwrite what the other has written.
    /// </summary>
    public static void EnableAppendMode(this FileStream file)
    {
        const int setStatusFlags = 4;
        const int append = 0x400;
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            _ = NativeMethods.FControl(file.SafeFileHandle.DangerousGetHandle().ToInt32(), setStatusFlags, append);
        }
    }

    /// <summary>Creates a hidden folder that only its owner can access.</summary>
    public static void CreatePrivateFolder(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#endif
        DirectoryInfo folder = SharingRetry.Run(() => Directory.CreateDirectory(path));
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            TryHide(folder);
        }
    }

    private static void TryHide(DirectoryInfo folder)
    {
        try
        {
            folder.Attributes |= FileAttributes.Hidden;
        }
        catch (IOException)
        {
            // Another process has removed the folder because it was empty. Whoever uses it creates it again.
        }
    }

    /// <summary>Removes the write permission of everybody but the owner from a folder.</summary>
    /// <returns>Whether this is supported.</returns>
    public static bool TryDenyWriteToOthers(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
            return true;
        }
#endif
        return false;
    }

    /// <summary>Opens a file for one process only. It can be renamed and deleted while it is open.</summary>
    public static FileStream OpenExclusive(string path, FileMode mode) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? WindowsFile.OpenExclusive(path, mode)
            : new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);

    /// <summary>Renames a file from <see cref="OpenExclusive"/> in one step: readers see the old target or the new.</summary>
    /// <exception cref="IOException">The target exists and is not to be replaced, or the file cannot be renamed.</exception>
    /// <exception cref="System.UnauthorizedAccessException">The file cannot be renamed.</exception>
    public static void Rename(this FileStream file, string path, string target, bool overwrite)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            // Another program may have the target open.
            SharingRetry.Run(() => WindowsFile.Rename(file, target, overwrite));
        }
#if NET
        else
        {
            File.Move(path, target, overwrite);
        }
#else
        else if (overwrite && File.Exists(target))
        {
            File.Replace(path, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        }
        else
        {
            File.Move(path, target);
        }
#endif
    }

    /// <summary>Deletes a file from <see cref="OpenExclusive"/>. On Windows its name is free when it is closed.</summary>
    public static void Delete(this FileStream file, string path)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            WindowsFile.Delete(file, path);
        }
        else
        {
            File.Delete(path);
        }
    }
}
