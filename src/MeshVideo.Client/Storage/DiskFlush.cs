using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;

namespace MeshVideo.Storage;

/// <summary>Flushes files and folders to the disk. Unlike .NET's own flush, it reports the errors of Linux and macOS.</summary>
internal static class DiskFlush
{
    private const int Interrupted = 4;
    private const int AccessDenied = 13;
    private const int InvalidArgument = 22;
    private const int InappropriateOperation = 25;
    private const int LinuxNotSupported = 95;
    private const int MacNotSupported = 45;
    private const int MacFullFSync = 51;

    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
    private static readonly bool IsMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    /// <summary>Flushes what was written to a file.</summary>
    /// <returns>False if the file system does not support flushing.</returns>
    /// <exception cref="IOException">The disk failed: what was written may be lost.</exception>
    public static bool FlushFile(FileStream file)
    {
        if (IsWindows)
        {
            file.Flush(flushToDisk: true);
            return true;
        }

        file.Flush();
        return Flush(file.SafeFileHandle.DangerousGetHandle().ToInt32(), file.Name);
    }

    /// <summary>Flushes the entries of a folder: the name of a new or renamed file is one.</summary>
    /// <returns>False if the system or the file system does not support this, or the folder cannot be read.</returns>
    /// <exception cref="IOException">The disk failed: the name of a file may be lost.</exception>
    public static bool FlushFolder(string path)
    {
        if (IsWindows)
        {
            return false;
        }

        int handle = NativeMethods.Open(NativeMethods.EncodePath(path), NativeMethods.OpenReadOnly);
        if (handle < 0)
        {
            int error = Marshal.GetLastWin32Error();
            return error is AccessDenied or InvalidArgument ? false : throw CreateException(path, error);
        }

        try
        {
            return Flush(handle, path);
        }
        finally
        {
            _ = NativeMethods.Close(handle);
        }
    }

    // On macOS fsync leaves the bytes in the disk's own cache. F_FULLFSYNC flushes that too, but not every file system supports
    // it.
    private static bool Flush(int handle, string path) =>
        (IsMac && TryFlush(() => NativeMethods.FControl(handle, MacFullFSync), path))
            || TryFlush(() => NativeMethods.FSync(handle), path);

    private static bool TryFlush(Func<int> flush, string path)
    {
        while (flush() != 0)
        {
            int error = Marshal.GetLastWin32Error();
            if (error is InvalidArgument or LinuxNotSupported or MacNotSupported or InappropriateOperation)
            {
                return false;
            }

            if (error != Interrupted)
            {
                throw CreateException(path, error);
            }
        }

        return true;
    }

    private static IOException CreateException(string path, int error) =>
        new($"'{path}' could not be flushed to the disk: {new Win32Exception(error).Message}", error);
}
