using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using MeshVideo.Security;
using Microsoft.Win32.SafeHandles;

namespace MeshVideo.Storage;

/// <summary>
/// The hidden folder beside saved files, for their part files and sidecars. Only its owner can write to it, so that nobody else
/// can place a file or a link there. On Linux it is held open: what is done in it stays in it, whatever happens to its name.
/// </summary>
/// <param name="parent">The folder that it is in, which need not exist yet.</param>
internal sealed class PrivateFolder(string parent) : IDisposable
{
    private const string Name = ".meshvideo";
    private const int MaximumNameLength = 255;
    private const int CloseOnExecute = 0x80000;

    // The values of these two flags of open depend on the processor.
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
    private static readonly int FolderWithoutLink = IsArm ? 0x4000 | 0x8000 : 0x10000 | 0x20000;

    private SafeFileHandle? _handle;
    private string? _path;
    private string? _realPath;
    private bool _isKept;

    /// <summary>Whether the folder exists and can be trusted.</summary>
    public bool Exists => Open(create: false);

    /// <summary>Gets the path of an entry that belongs to a file, and creates the folder if there is none.</summary>
    /// <param name="file">The name of the file.</param>
    /// <param name="extension">The extension of the entry.</param>
    /// <exception cref="IOException">The folder cannot be created or cannot be trusted.</exception>
    public string GetPath(string file, string extension)
    {
        Open(create: true);
        return Path.Combine(_path!, GetEntryName(file, extension));
    }

    /// <summary>Gets the names of the files that have an entry with an extension; none if there is no folder.</summary>
    /// <param name="extension">The extension of the entries.</param>
    public string[] GetNames(string extension) => Open(create: false)
        ? [.. Directory.EnumerateFiles(_path!, "*" + extension).Select(path => Path.GetFileNameWithoutExtension(path)!)]
        : [];

    /// <summary>Opens the folder again: another process may have removed it because it was empty.</summary>
    public void Reopen()
    {
        Close();
        Open(create: true);
    }

    /// <summary>Keeps the folder without checking whether it is empty, which takes time.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Closes the folder, and removes it if it is empty.</summary>
    public void Dispose()
    {
        string? path = _realPath;
        Close();
        try
        {
            if (path is not null && !_isKept && !Directory.EnumerateFileSystemEntries(path).Any())
            {
                Directory.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process uses it, or it must not be removed.
        }
    }

    // A name of the maximum length has no room for another extension.
    private static string GetEntryName(string file, string extension) =>
        (Encoding.UTF8.GetByteCount(file) + extension.Length <= MaximumNameLength
            ? file
            : ContentHash.Compute(file).Replace(':', '-')) + extension;

    private bool Open(bool create)
    {
        if (_path is not null)
        {
            return true;
        }

        // If the name is taken by a link, a file or another user's folder, use a name of this user's own.
        string path = Path.Combine(parent, Name);
        foreach (string candidate in new[] { path, $"{path}-{Environment.UserName}" })
        {
            if (!Directory.Exists(candidate) && !File.Exists(candidate) && !FileOperations.IsLink(candidate))
            {
                if (!create)
                {
                    return false;
                }

                FileOperations.CreatePrivateFolder(candidate);
            }

            if (TryOpen(candidate))
            {
                return true;
            }
        }

        return create ? throw new IOException($"'{path}' is not a folder that only you can write to") : false;
    }

    private bool TryOpen(string path)
    {
        (_path, _realPath) = (path, path);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux)
            ? TryHold(path)
            : Directory.Exists(path) && !FileOperations.IsLink(path))
        {
            return true;
        }

        Close();
        return false;
    }

    private bool TryHold(string path)
    {
        int flags = NativeMethods.OpenReadOnly | FolderWithoutLink | CloseOnExecute;
        int handle = NativeMethods.Open(NativeMethods.EncodePath(path), flags);
        if (handle < 0)
        {
            return false;
        }

        _handle = new SafeFileHandle(new IntPtr(handle), ownsHandle: true);
        string heldPath = $"/proc/self/fd/{handle.ToString(CultureInfo.InvariantCulture)}";
        _path = Directory.Exists(heldPath) ? heldPath : path;
        return FileIdentity.FromHandle(_handle) is not { } identity
            || (identity.IsOwnedByUser && (!identity.IsWritableByOthers || FileOperations.TryDenyWriteToOthers(_path)));
    }

    private void Close()
    {
        _handle?.Dispose();
        (_handle, _path, _realPath) = (null, null, null);
    }
}
