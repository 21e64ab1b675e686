using System.IO;
using System.Runtime.InteropServices;

namespace MeshVideo.Storage;

/// <summary>Checks whether file locks work. Some file systems, and a setting of the .NET runtime, grant every lock.</summary>
internal static class FileLock
{
    private const int Exclusive = 2;
    private const int NonBlocking = 4;

    /// <summary>Tries to lock a file a second time, as another process would.</summary>
    /// <param name="path">The file, which this process must have open with <see cref="FileShare.None"/>.</param>
    /// <returns>True if the second lock is refused.</returns>
    public static bool IsEnforced(string path)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return IsEnforcedOnWindows(path);
        }

        // Not by a FileStream: an exception for each file slows down saving many small ones.
        int handle = NativeMethods.Open(NativeMethods.EncodePath(path), NativeMethods.OpenReadWrite);
        if (handle < 0)
        {
            return false;
        }

        bool isRefused = NativeMethods.FLock(handle, Exclusive | NonBlocking) != 0
            && FileErrors.IsWouldBlock(Marshal.GetLastWin32Error());
        _ = NativeMethods.Close(handle);
        return isRefused;
    }

    private static bool IsEnforcedOnWindows(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return false;
        }
        catch (IOException exception)
        {
            return FileErrors.IsSharingViolation(exception);
        }
    }
}
