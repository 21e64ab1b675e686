#if NET
using System;
#endif
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
        DirectoryInfo folder = Directory.CreateDirectory(path);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            folder.Attributes |= FileAttributes.Hidden;
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

    /// <summary>Renames a file over an existing one in one step, so that readers see the old file or the new one.</summary>
    public static void ReplaceFile(string source, string target)
    {
#if NET
        File.Move(source, target, overwrite: true);
#else
        if (File.Exists(target))
        {
            File.Replace(source, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        }
        else
        {
            File.Move(source, target);
        }
#endif
    }
}
