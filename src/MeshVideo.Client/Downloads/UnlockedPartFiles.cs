using System;
using System.IO;
using MeshVideo.Storage;

namespace MeshVideo.Downloads;

/// <summary>
/// The part files of file systems without working locks. Each download uses a file with a name of its own, because another
/// process could have the usual one open. The name contains the process, so that a later run can delete the file if the process
/// was killed.
/// </summary>
internal static class UnlockedPartFiles
{
    private const char Separator = '.';

    // For a process of another computer. A download without progress is given up much earlier, unless the user allows more.
    private static readonly TimeSpan MaximumAge = TimeSpan.FromDays(7);

    /// <summary>Creates a name without an extension.</summary>
    public static string CreateName() => $"{ProcessIdentity.Current}{Separator}{Guid.NewGuid():N}";

    /// <summary>Deletes the files of processes that have ended.</summary>
    public static void DeleteAbandoned(PrivateFolder folder)
    {
        try
        {
            foreach (string name in folder.GetNames(PartFile.Extension))
            {
                string path = folder.GetPath(name, PartFile.Extension);
                if (IsAbandoned(name, path))
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception))
        {
            // The next run tries again.
        }
    }

    private static bool IsAbandoned(string name, string path)
    {
        string[] parts = name.Split(Separator);
        return parts.Length == 2
            && Guid.TryParseExact(parts[1], "N", out _)
            && (ProcessIdentity.HasEnded(parts[0]) || DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > MaximumAge);
    }
}
