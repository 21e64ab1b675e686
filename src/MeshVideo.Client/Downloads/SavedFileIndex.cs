using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MeshVideo.Downloads;
using MeshVideo.Storage;

namespace MeshVideo;

/// <summary>Finds the saved files of tasks in a folder, whatever their names are, by the records beside them.</summary>
public sealed class SavedFileIndex
{
    private readonly string _folder;
    private readonly Dictionary<(string TaskId, string Artifact), string> _files = [];

    private SavedFileIndex(string folder) => _folder = folder;

    /// <summary>Reads the records of a folder.</summary>
    /// <param name="folder">The full path of the folder, which need not exist.</param>
    /// <returns>The index.</returns>
    public static SavedFileIndex Read(string folder)
    {
        SavedFileIndex index = new(folder);
        try
        {
            using PrivateFolder records = new(folder);
            records.Keep();
            foreach (string name in records.GetNames(SidecarFile.Extension))
            {
                index.Add(name, new SidecarFile(records, Path.Combine(folder, name)).Read());
            }
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception))
        {
            // Without records, only files with the default names are found.
        }

        return index;
    }

    /// <summary>Finds the video of a task.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The full path of the file; null if there is none.</returns>
    public string? FindVideo(VideoTask task) =>
        Find(task, Artifact.Video) ?? IfExists(Path.Combine(_folder, VideoDownloader.GetDefaultFileName(task)));

    /// <summary>Finds the last frame of a task.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The full path of the file; null if there is none.</returns>
    public string? FindLastFrame(VideoTask task) => Find(task, Artifact.LastFrame);

    private static string? IfExists(string path) => File.Exists(path) ? path : null;

    private string? Find(VideoTask task, Artifact artifact) =>
        _files.TryGetValue((task.Id, artifact.Name), out string? path) ? path : null;

    private void Add(string name, SidecarContent content)
    {
        foreach (SavedEntry entry in new[] { content.Saved, content.Replaced }.OfType<SavedEntry>())
        {
            Artifact artifact = entry.Artifact == Artifact.LastFrame.Name ? Artifact.LastFrame : Artifact.Video;
            FileInfo file = new(artifact.GetPath(Path.Combine(_folder, name), entry.Type));
            if (file.Exists && file.Length == entry.Length)
            {
                _files[(entry.TaskId, entry.Artifact)] = file.FullName;
                return;
            }
        }
    }
}
