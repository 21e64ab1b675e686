using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using MeshVideo.Compatibility;

namespace MeshVideo.Storage;

/// <summary>Tells whether a file that is open here is kept from others. Some file systems, and a setting of the runtime, give a lock to everybody.</summary>
internal static class FileLock
{
    private const int OpenReadWrite = 2;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;

    /// <summary>Tries to lock the file once more, as another process would.</summary>
    /// <param name="path">The file, which has to be open here with <see cref="FileShare.None"/>.</param>
    /// <returns>Whether that is refused because it is locked.</returns>
    public static bool IsHeld(string path)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return IsHeldOnWindows(path);
        }

        // An exception for each of many files takes its time.
        int second = NativeMethods.Open(Encoding.UTF8.GetBytes(path + "\0"), OpenReadWrite);
        if (second < 0)
        {
            return false;
        }

        bool isLocked = NativeMethods.Lock(second, Exclusive | NonBlocking) != 0 && FileSharing.IsWouldBlock(Marshal.GetLastWin32Error());
        _ = NativeMethods.Close(second);
        return isLocked;
    }

    private static bool IsHeldOnWindows(string path)
    {
        try
        {
            using FileStream second = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return false;
        }
        catch (IOException exception)
        {
            return FileSharing.IsTaken(exception);
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Lock(int file, int operation);

        [DllImport("libc", EntryPoint = "close")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(int file);
    }
}
