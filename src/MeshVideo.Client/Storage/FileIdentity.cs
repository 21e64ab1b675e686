using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace MeshVideo.Storage;

/// <summary>Which file or folder something is, whose it is and who may write to it, as the system tells on Linux.</summary>
internal readonly struct FileIdentity : IEquatable<FileIdentity>
{
    // The layout of the kernel's struct statx is the same on all processors.
    private const int StructSize = 256;
    private const int UserAt = 20;
    private const int ModeAt = 28;
    private const int NodeAt = 32;
    private const int DeviceAt = 136;

    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const int GroupOrOthersWrite = 0x12;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    private readonly ulong _device;
    private readonly ulong _node;

    private FileIdentity(byte[] stat)
    {
        _device = BitConverter.ToUInt64(stat, DeviceAt);
        _node = BitConverter.ToUInt64(stat, NodeAt);
        User = BitConverter.ToUInt32(stat, UserAt);
        Mode = BitConverter.ToUInt16(stat, ModeAt);
    }

    /// <summary>The id of the owner.</summary>
    public uint User { get; }

    /// <summary>Type and permissions.</summary>
    public int Mode { get; }

    /// <summary>Whether it is a file, not a folder, link, pipe, socket or device.</summary>
    public bool IsFile => (Mode & TypeMask) == RegularFile;

    /// <summary>Whether it belongs to the user who runs this.</summary>
    public bool IsOurs => User == NativeMethods.GetEffectiveUser();

    /// <summary>Whether others than the owner may write to it.</summary>
    public bool IsWritableByOthers => (Mode & GroupOrOthersWrite) != 0;

    /// <summary>Of an open file or folder.</summary>
    /// <returns>Null where the system does not tell.</returns>
    public static FileIdentity? Of(int handle) => Read(handle, string.Empty, EmptyPath);

    /// <summary>Of an open file.</summary>
    /// <returns>Null where the system does not tell.</returns>
    public static FileIdentity? Of(FileStream file) => Of(file.SafeFileHandle.DangerousGetHandle().ToInt32());

    /// <summary>Of what a path names; a link is itself.</summary>
    /// <returns>Null where there is nothing, or the system does not tell.</returns>
    public static FileIdentity? Of(string path) => Read(CurrentFolder, path, NoFollow);

    /// <inheritdoc/>
    public bool Equals(FileIdentity other) => _device == other._device && _node == other._node;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FileIdentity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _node.GetHashCode();

    private static FileIdentity? Read(int handle, string path, int flags)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return null;
        }

        try
        {
            byte[] stat = new byte[StructSize];
            return NativeMethods.StatX(handle, Encoding.UTF8.GetBytes(path + "\0"), flags, BasicStats, stat) == 0 ? new FileIdentity(stat) : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than the call.
            return null;
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "statx")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int StatX(int folder, byte[] path, int flags, uint mask, byte[] stat);

        [DllImport("libc", EntryPoint = "geteuid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern uint GetEffectiveUser();
    }
}
