using System.IO;
using System.Runtime.InteropServices;

namespace MeshVideo.Storage;

/// <summary>
/// Makes every write to an open file an append. Where file locks do not work, two processes may write to the same file, and
/// neither may overwrite what the other has written. Supported on Linux only.
/// </summary>
internal static class AppendMode
{
    private const int SetStatusFlags = 4;
    private const int Append = 0x400;

    /// <summary>Turns on append mode until the file is closed.</summary>
    public static void Enable(FileStream file)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            _ = NativeMethods.FControl(file.SafeFileHandle.DangerousGetHandle().ToInt32(), SetStatusFlags, Append);
        }
    }
}
