using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using MeshVideo.Compatibility;
using MeshVideo.Journal;

namespace MeshVideo.Storage;

/// <summary>
/// The hidden folder beside saved files, to which only its owner can write. Unfinished files and records are in it: nobody else can have a
/// file there, put a link in its place, or exchange one for another. On Linux it is held open, so that whatever happens to its name, what is
/// done in it stays in it.
/// </summary>
internal sealed class PrivateFolder : IDisposable
{
    private const string Name = ".meshvideo";
    private const int LongestName = 255;
    private const int NotOpen = -1;

    private readonly string _parent;
    private int _handle = NotOpen;
    private string? _path;
    private string? _realPath;
    private bool _stays;

    /// <param name="parent">The folder that it is in; it need not be there yet.</param>
    public PrivateFolder(string parent) => _parent = parent;

    /// <summary>Whether there is one.</summary>
    /// <exception cref="IOException">There is one, and it cannot be trusted.</exception>
    public bool Exists => Open(create: false);

    /// <summary>The path of an entry about a file; the folder is made where there is none.</summary>
    /// <param name="file">The name of the file.</param>
    /// <param name="extension">The entry's extension.</param>
    /// <exception cref="IOException">The folder cannot be made, or cannot be trusted.</exception>
    public string PathOf(string file, string extension)
    {
        Open(create: true);
        return Path.Combine(_path!, EntryName(file, extension));
    }

    /// <summary>Opens the folder anew: another process may have removed it, empty as it was.</summary>
    public void Reopen()
    {
        Close();
        Open(create: true);
    }

    /// <summary>Lets the folder be: something is in it, and looking for that takes its time.</summary>
    public void Keep() => _stays = true;

    /// <summary>Closes the folder, and removes it where nothing is in it.</summary>
    public void Dispose()
    {
        string? path = _realPath;
        Close();
        try
        {
            if (path is not null && !_stays && !Directory.EnumerateFileSystemEntries(path).Any())
            {
                Directory.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is in use, or may not be removed.
        }
    }

    // A name that just fits has no room for an extension more.
    private static string EntryName(string file, string extension) =>
        Encoding.UTF8.GetByteCount(file) + extension.Length <= LongestName ? file + extension : ContentHash.Compute(file).Replace(':', '-') + extension;

    private bool Open(bool create)
    {
        if (_path is not null)
        {
            return true;
        }

        // Where another user's is in the way, or a link, we have one of our own name.
        string own = Path.Combine(_parent, Name);
        return TryOpen(own, create, out bool isUntrusted) || (isUntrusted && TryOpen($"{own}-{Environment.UserName}", create, out isUntrusted))
            || (isUntrusted && create ? throw new IOException($"'{own}' is not a folder that only you can write to") : false);
    }

    private bool TryOpen(string path, bool create, out bool isUntrusted)
    {
        isUntrusted = false;
        if (!Directory.Exists(path) && !Shims.IsLink(path))
        {
            if (File.Exists(path))
            {
                isUntrusted = true;
                return false;
            }

            if (!create)
            {
                return false;
            }

            Shims.CreatePrivateFolder(path);
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            _handle = DurableFlush.OpenFolder(path);
            string held = $"/proc/self/fd/{_handle.ToString(CultureInfo.InvariantCulture)}";
            _path = _handle >= 0 && Directory.Exists(held) ? held : path;
            isUntrusted = _handle < 0
                || (FileIdentity.Of(_handle) is { } folder && (!folder.IsOurs || (folder.IsWritableByOthers && !Shims.TryMakePrivate(_path))));
        }
        else
        {
            isUntrusted = Shims.IsLink(path);
            _path = path;
        }

        _realPath = path;
        if (isUntrusted)
        {
            Close();
        }

        return !isUntrusted;
    }

    private void Close()
    {
        if (_handle != NotOpen)
        {
            DurableFlush.CloseFolder(_handle);
        }

        (_handle, _path, _realPath) = (NotOpen, null, null);
    }
}
