using System;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace MeshVideo.Storage;

/// <summary>The system calls that .NET has no method for.</summary>
internal static class NativeMethods
{
    public const int OpenReadOnly = 0;
    public const int OpenReadWrite = 2;

    /// <summary>Encodes a path as the system calls expect it.</summary>
    public static byte[] EncodePath(string path) => Encoding.UTF8.GetBytes(path + "\0");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close")]
    public static extern int Close(int handle);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static extern int FSync(int handle);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static extern int FControl(int handle, int command);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static extern int FControl(int handle, int command, int argument);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static extern int FLock(int handle, int operation);

    [DllImport("libc", EntryPoint = "statx")]
    public static extern int StatX(int folder, byte[] path, int flags, uint mask, byte[] result);

    [DllImport("libc", EntryPoint = "geteuid")]
    public static extern uint GetEffectiveUserId();

    [DllImport("kernel32", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode, SetLastError = true)]
    public static extern SafeFileHandle CreateFile(
        string path, uint access, uint share, IntPtr security, uint mode, uint flags, IntPtr template);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool SetFileInformationByHandle(SafeFileHandle file, int kind, byte[] information, int length);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool SetFileTime(SafeFileHandle file, IntPtr created, IntPtr accessed, ref long written);
}
