using System.IO;
using MeshVideo.Storage;

namespace MeshVideo.Media;

/// <summary>Opens regular files only: opening a pipe waits for a writer indefinitely, and a device may have no end.</summary>
internal static class RegularFile
{
    /// <exception cref="IOException">The path is not a regular file. The message is the end of a sentence.</exception>
    /// <exception cref="System.UnauthorizedAccessException">The file cannot be read.</exception>
    public static FileStream Open(string path, int bufferSize, FileOptions options)
    {
        EnsureRegularFile(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize, options);
    }

    private static void EnsureRegularFile(string path)
    {
        FileInfo file = new(FileOperations.ResolveLink(path));
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder");
        }

        if (!file.Exists)
        {
            throw new FileNotFoundException("there is no such file");
        }

        // .NET does not tell pipes, sockets and devices from files, but their length is 0, and an empty file is of no use here.
        // On Windows, where the length may be that of a link, opening does not block.
        if (file.Length == 0 && (file.Attributes & FileAttributes.ReparsePoint) == 0)
        {
            throw new IOException("it is empty, or a pipe, a socket or a device");
        }
    }
}
