using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MeshVideo.Storage;

/// <summary>
/// Renames and deletes a file on Windows by its handle, while it is open. If it had to be closed first, a virus scanner, a backup
/// or another run could open it in between. The methods of .NET require a share mode with which others can rename and delete it.
/// </summary>
internal static class WindowsFile
{
    private const uint ReadWriteDelete = 0x80000000 | 0x40000000 | 0x00010000;
    private const uint NoSharing = 0;
    private const uint NormalOverlapped = 0x80 | 0x40000000;
    private const int RenameInfo = 3;
    private const int DispositionInfo = 4;

    private const int FileNotFound = 2;
    private const int PathNotFound = 3;
    private const int AccessDenied = 5;

    // Windows limits the paths of most calls to 260 characters, and those of folders to 248, unless they have this prefix.
    private const int MaximumUnprefixedLength = 247;
    private const string Prefix = @"\\?\";

    // FILE_RENAME_INFO: whether to replace the target, a handle, and the length and the characters of the name.
    private static readonly int NameOffset = IntPtr.Size == 8 ? 20 : 12;

    /// <summary>Opens a file that nobody else can open, rename or delete meanwhile.</summary>
    public static FileStream OpenExclusive(string path, FileMode mode)
    {
        // The values of FileMode are those of Windows.
        SafeFileHandle handle = NativeMethods.CreateFile(
            AddPrefix(path), ReadWriteDelete, NoSharing, IntPtr.Zero, (uint)mode, NormalOverlapped, IntPtr.Zero);
        return handle.IsInvalid
            ? throw CreateException(path, Marshal.GetLastWin32Error())
            : new FileStream(handle, FileAccess.ReadWrite, bufferSize: 1, isAsync: true);
    }

    /// <summary>Renames an open file.</summary>
    public static void Rename(FileStream file, string target, bool overwrite)
    {
        byte[] name = Encoding.Unicode.GetBytes(AddPrefix(target));
        byte[] info = new byte[NameOffset + name.Length + sizeof(char)];
        info[0] = overwrite ? (byte)1 : (byte)0;
        BitConverter.GetBytes(name.Length).CopyTo(info, NameOffset - sizeof(int));
        name.CopyTo(info, NameOffset);
        SetInformation(file, RenameInfo, info, target);
    }

    /// <summary>Deletes an open file as soon as it is closed.</summary>
    public static void Delete(FileStream file, string path) => SetInformation(file, DispositionInfo, [1], path);

    /// <summary>Sets the last write time to its present value. Otherwise NTFS may set it again when the file is closed.</summary>
    public static void PinLastWriteTime(FileStream file, string path)
    {
        long time = File.GetLastWriteTimeUtc(path).ToFileTimeUtc();
        if (!NativeMethods.SetFileTime(file.SafeFileHandle, IntPtr.Zero, IntPtr.Zero, ref time))
        {
            throw CreateException(path, Marshal.GetLastWin32Error());
        }
    }

    private static void SetInformation(FileStream file, int kind, byte[] info, string path)
    {
        if (!NativeMethods.SetFileInformationByHandle(file.SafeFileHandle, kind, info, info.Length))
        {
            throw CreateException(path, Marshal.GetLastWin32Error());
        }
    }

    private static string AddPrefix(string path) =>
        path.Length <= MaximumUnprefixedLength || path.StartsWith(Prefix, StringComparison.Ordinal) ? path
        : path.StartsWith(@"\\", StringComparison.Ordinal) ? Prefix + @"UNC\" + path.TrimStart('\\')
        : Prefix + path;

    // As .NET's own methods do.
    private static Exception CreateException(string path, int error)
    {
        string message = $"{new Win32Exception(error).Message.TrimEnd('.')}: '{path}'";
        return error switch
        {
            FileNotFound => new FileNotFoundException(message, path),
            PathNotFound => new DirectoryNotFoundException(message),
            AccessDenied => new UnauthorizedAccessException(message),
            _ => new IOException(message, unchecked((int)0x80070000) | error),
        };
    }
}
