using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MeshVideo.Storage;

/// <summary>An open folder on Linux: the same folder, whatever happens to its name.</summary>
internal sealed class FolderHandle : SafeHandleMinusOneIsInvalid
{
    private const int CloseOnExecute = 0x80000;

    // The values of these two flags depend on the processor.
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
    private static readonly int FolderOnly = IsArm ? 0x4000 : 0x10000;
    private static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    private FolderHandle(int handle)
        : base(ownsHandle: true) => SetHandle(new IntPtr(handle));

    /// <summary>Opens a folder, but not through a link.</summary>
    /// <returns>The handle, which is invalid if the path is not a folder or cannot be opened.</returns>
    public static FolderHandle Open(string path) => new(
        NativeMethods.Open(NativeMethods.EncodePath(path), NativeMethods.OpenReadOnly | FolderOnly | NoFollow | CloseOnExecute));

    /// <summary>A path that always leads to this folder.</summary>
    /// <returns>Null if /proc is not available.</returns>
    public string? FindPath()
    {
        string path = $"/proc/self/fd/{handle.ToInt32().ToString(CultureInfo.InvariantCulture)}";
        return Directory.Exists(path) ? path : null;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => NativeMethods.Close(handle.ToInt32()) == 0;
}
