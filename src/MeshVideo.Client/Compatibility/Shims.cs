#if NET
using System;
#endif
using System.IO;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
#if NET
using MeshVideo.Storage;
#endif

namespace MeshVideo.Compatibility;

/// <summary>The few calls that differ between .NET 8 and .NET Standard 2.0, all in one place.</summary>
internal static class Shims
{
    public static Task<Stream> ReadBodyAsync(this HttpContent content, CancellationToken cancellationToken) =>
#if NET
        content.ReadAsStreamAsync(cancellationToken);
#else
        content.ReadAsStreamAsync();
#endif

    public static Task<int> ReadChunkAsync(this Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
#if NET
        stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
#else
        stream.ReadAsync(buffer, offset, count, cancellationToken);
#endif

    public static Task WriteChunkAsync(this Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
#if NET
        stream.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
#else
        stream.WriteAsync(buffer, offset, count, cancellationToken);
#endif

    /// <summary>Whether a path is a link, which leads who knows where.</summary>
    public static bool IsLink(string path) =>
#if NET
        new FileInfo(path).LinkTarget is not null;
#else
        (File.Exists(path) || Directory.Exists(path)) && (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0;
#endif

    /// <summary>What a path leads to in the end, where it is a link. Windows PowerShell cannot tell, and takes the link's own name.</summary>
    public static string FinalTarget(string path) =>
#if NET
        IsLink(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName : path;
#else
        path;
#endif

    /// <summary>Whether an open file is the one at a path. Where files can be renamed and removed while they are open, it may not be.</summary>
    public static bool IsAt(this FileStream file, string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            if (FileIdentity.Of(file) is { } identity)
            {
                return FileIdentity.Of(path) is { } named && named.Equals(identity);
            }

            FileInfo there = new(path);
            return there.Exists && there.Length == file.Length && there.LastWriteTimeUtc == File.GetLastWriteTimeUtc(file.SafeFileHandle);
        }
#endif
        return true;
    }

    /// <summary>Opens a file; one that is made thereby is its owner's alone.</summary>
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

    /// <summary>Makes a hidden folder that only its owner can use.</summary>
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

    /// <summary>Takes from all but the owner the right to write to a folder.</summary>
    /// <returns>Whether that is possible.</returns>
    public static bool TryMakePrivate(string path)
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

    /// <summary>Renames over an existing file in one step, so that a reader sees the old file or the new one, never neither.</summary>
    public static void MoveOver(string source, string target)
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
