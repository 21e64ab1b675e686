using System.IO;
using System.Runtime.InteropServices;

namespace MeshVideo.Storage;

/// <summary>
/// Has each write to a file go behind all that is there, whoever else writes to it: where locks do not work, two runs may, and neither must
/// overwrite what the other has written. Known on Linux alone.
/// </summary>
internal static class AppendOnly
{
    private const int SetStatusFlags = 4;
    private const int Append = 0x400;

    /// <summary>Sets it for as long as the file is open.</summary>
    public static void Set(FileStream file)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            _ = NativeMethods.Control(file.SafeFileHandle.DangerousGetHandle().ToInt32(), SetStatusFlags, Append);
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "fcntl")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Control(int file, int command, int argument);
    }
}
