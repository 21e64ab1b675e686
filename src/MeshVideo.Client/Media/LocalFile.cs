using System.IO;

namespace MeshVideo.Media;

/// <summary>
/// Opens files, and only files: opening a pipe waits for whoever writes to it, perhaps for ever, and a device has no end.
/// </summary>
internal static class LocalFile
{
    /// <exception cref="IOException">There is no such file, or it is none; the message is the end of a sentence.</exception>
    /// <exception cref="System.UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path, int bufferSize, FileOptions options)
    {
        RequireFile(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize, options);
    }

    private static void RequireFile(string path)
    {
        FileInfo file = Followed(new FileInfo(path));
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder");
        }

        if (!file.Exists)
        {
            throw new FileNotFoundException("there is no such file");
        }

        // The runtime does not tell what a thing is that is no folder. But a pipe, a socket or a device has no length, and what
        // has
        // none is of no use here anyway. (Where a link's own length is seen, on Windows, nothing that can be opened blocks.)
        if (file.Length == 0 && (file.Attributes & FileAttributes.ReparsePoint) == 0)
        {
            throw new IOException("it is empty, or a pipe, a socket or a device");
        }
    }

    private static FileInfo Followed(FileInfo file) =>
#if NET
        file.LinkTarget is null ? file : (FileInfo)file.ResolveLinkTarget(returnFinalTarget: true)!;
#else
        file;
#endif
}
