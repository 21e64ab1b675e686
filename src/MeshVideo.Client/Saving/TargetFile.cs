using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Compatibility;

namespace MeshVideo.Saving;

/// <summary>What is at the place where a file shall be saved.</summary>
internal static class TargetFile
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether the file is the one that was saved there, as it was then.</summary>
    public static async Task<bool> IsStillAsync(string path, SavedFile? saved, WantedFile wanted, CancellationToken cancellationToken)
    {
        for (Stopwatch watch = Stopwatch.StartNew(); ;)
        {
            FileInfo file = new(path);
            if (saved is null || !file.Exists || Shims.IsLink(path) || file.Length != saved.Length || file.LastWriteTimeUtc.Ticks != saved.Modified)
            {
                return false;
            }

            try
            {
                using FileStream content = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
                return wanted.Objection(content) is null;
            }
            catch (IOException exception) when (FileSharing.IsTaken(exception) && watch.Elapsed < LockPatience)
            {
                // Whoever has just given it its name has it open still.
                await Task.Delay(LockPause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <returns>Why nothing is saved there, or null.</returns>
    public static string? Objection(string path, SavedFile? saved, bool force)
    {
        if (Directory.Exists(path) && !Shims.IsLink(path))
        {
            return "it is a folder. Give another name";
        }

        if (Shims.IsLink(path))
        {
            return "it is a link, and what it leads to may be anything. Give another name";
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && SafeFileName.IsOfStream(path))
        {
            return "a name with a ':' is that of a stream within another file. Give another name";
        }

        if (force || !File.Exists(path))
        {
            return null;
        }

        return saved is null
            ? "it exists. Use -Force to replace it, or give another name"
            : "it was changed since it was saved. Use -Force to fetch it again, or give another name";
    }
}
