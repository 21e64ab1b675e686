using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace MeshVideo.Storage;

/// <summary>
/// Brings a file or a folder to the disk, and reports a failure. .NET's own flush ignores errors of the system on Linux and macOS, so that a
/// file counts as saved that is not.
/// </summary>
internal static class DurableFlush
{
    private const int Interrupted = 4;
    private const int AccessDenied = 13;
    private const int InvalidArgument = 22;
    private const int NoSuchOperation = 25;
    private const int LinuxNotSupported = 95;
    private const int MacNotSupported = 45;
    private const int MacFullSync = 51;
    private const int OpenReadOnly = 0;

    private static readonly bool IsUnix = !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
    private static readonly bool IsMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    /// <summary>Brings what was written to a file to the disk.</summary>
    /// <returns>False where the file system has no such operation.</returns>
    /// <exception cref="IOException">The disk failed: what was written may be lost.</exception>
    public static bool File(FileStream file)
    {
        if (!IsUnix)
        {
            file.Flush(flushToDisk: true);
            return true;
        }

        file.Flush();
        return Sync(file.SafeFileHandle.DangerousGetHandle().ToInt32(), file.Name);
    }

    /// <summary>Brings a folder's entries to the disk: the name of a new or renamed file is one.</summary>
    /// <returns>False where the system or the file system has no such operation, or the folder cannot be read.</returns>
    /// <exception cref="IOException">The disk failed: the name may be lost.</exception>
    public static bool Folder(string path)
    {
        if (!IsUnix)
        {
            return false;
        }

        int folder = NativeMethods.Open(Encoding.UTF8.GetBytes(path + "\0"), OpenReadOnly);
        if (folder < 0)
        {
            int error = Marshal.GetLastWin32Error();
            return error is AccessDenied or InvalidArgument ? false : throw Failed(path, error);
        }

        try
        {
            return Sync(folder, path);
        }
        finally
        {
            _ = NativeMethods.Close(folder);
        }
    }

    /// <summary>Opens a folder, not through a link, for as long as it is needed.</summary>
    /// <returns>The handle; negative where it is not a folder or cannot be opened.</returns>
    public static int OpenFolder(string path)
    {
        // These two differ between processors, and so between their Linuxes.
        bool isArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
        int folderOnly = isArm ? 0x4000 : 0x10000;
        int noFollow = isArm ? 0x8000 : 0x20000;
        const int closeOnExecute = 0x80000;
        return NativeMethods.Open(Encoding.UTF8.GetBytes(path + "\0"), OpenReadOnly | folderOnly | noFollow | closeOnExecute);
    }

    /// <summary>Closes what <see cref="OpenFolder"/> has opened.</summary>
    public static void CloseFolder(int handle) => _ = NativeMethods.Close(handle);

    private static bool Sync(int handle, string path)
    {
        // macOS's fsync leaves the bytes in the disk's own memory. Not all of its file systems know more.
        if (IsMac && TrySync(() => NativeMethods.FControl(handle, MacFullSync), path))
        {
            return true;
        }

        return TrySync(() => NativeMethods.FSync(handle), path);
    }

    private static bool TrySync(Func<int> sync, string path)
    {
        while (sync() != 0)
        {
            int error = Marshal.GetLastWin32Error();
            if (error is InvalidArgument or LinuxNotSupported or MacNotSupported or NoSuchOperation)
            {
                return false;
            }

            if (error != Interrupted)
            {
                throw Failed(path, error);
            }
        }

        return true;
    }

    private static IOException Failed(string path, int error) => new($"'{path}' could not be brought to the disk: {new Win32Exception(error).Message}", error);

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int FSync(int file);

        [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int FControl(int file, int command);

        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "close")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int file);
    }
}
