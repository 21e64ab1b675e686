using System;
using System.Runtime.InteropServices;

namespace MeshVideo.Storage;

/// <summary>The identity (device and inode), owner and permissions of a file or folder. Supported on Linux only.</summary>
/// <param name="stat">The result of statx.</param>
internal readonly struct FileIdentity(byte[] stat)
{
    // The kernel's struct statx has the same layout on all processors.
    private const int StructLength = 256;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const int GroupOrOthersWrite = 0x12;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    private readonly ulong _device = BitConverter.ToUInt64(stat, DeviceOffset);
    private readonly ulong _inode = BitConverter.ToUInt64(stat, InodeOffset);
    private readonly uint _owner = BitConverter.ToUInt32(stat, OwnerOffset);
    private readonly int _mode = BitConverter.ToUInt16(stat, ModeOffset);

    /// <summary>Whether it is a regular file, not a folder, link, pipe, socket or device.</summary>
    public bool IsFile => (_mode & TypeMask) == RegularFile;

    /// <summary>Whether it belongs to the user of this process.</summary>
    public bool IsOwnedByUser => _owner == NativeMethods.GetEffectiveUserId();

    /// <summary>Whether others than the owner can write to it.</summary>
    public bool IsWritableByOthers => (_mode & GroupOrOthersWrite) != 0;

    /// <summary>Reads the identity of an open file or folder.</summary>
    /// <returns>Null if the system does not support this.</returns>
    public static FileIdentity? FromHandle(SafeHandle handle) =>
        Read(handle.DangerousGetHandle().ToInt32(), string.Empty, EmptyPath);

    /// <summary>Reads the identity of a path, of the link itself if it is one.</summary>
    /// <returns>Null if there is nothing, or the system does not support this.</returns>
    public static FileIdentity? FromPath(string path) => Read(CurrentFolder, path, NoFollow);

    public bool IsSameFile(FileIdentity other) => _device == other._device && _inode == other._inode;

    private static FileIdentity? Read(int folder, string path, int flags)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return null;
        }

        try
        {
            byte[] stat = new byte[StructLength];
            int error = NativeMethods.StatX(folder, NativeMethods.EncodePath(path), flags, BasicStats, stat);
            return error == 0 ? new FileIdentity(stat) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // The C library is older than this call.
            return null;
        }
    }
}
