using System;
using System.IO;
using MeshVideo.Storage;

namespace MeshVideo.Downloads;

/// <summary>What is known of a download's target path: the file that was saved there, and the download in progress.</summary>
internal sealed class Sidecar
{
    private readonly Download _download;
    private readonly SidecarFile _file;
    private SidecarContent _content;

    public Sidecar(Download download, PrivateFolder folder)
    {
        _download = download;
        _file = new SidecarFile(folder, download.TargetPath);
        _content = _file.Read();
    }

    /// <summary>The saved file, if it is this artifact.</summary>
    public SavedEntry? Saved => IfSameArtifact(_content.Saved);

    /// <summary>The file that was about to be replaced when a run died, if it is this artifact.</summary>
    public SavedEntry? Replaced => IfSameArtifact(_content.Replaced);

    /// <summary>Whether writing has failed.</summary>
    public bool IsUnwritable { get; private set; }

    /// <summary>Reads the file again: before the part file was locked, another process may have written it.</summary>
    public void Reload() => _content = _file.Read();

    /// <summary>Finds what an earlier run has downloaded of this artifact from a source.</summary>
    public PartialEntry? FindPartial(string source) =>
        _content.Part is { } part && IsSameArtifact(part.TaskId, part.Artifact) && part.Source == source ? part : null;

    /// <summary>Records how many bytes of the part file are on the disk, and of which version they are.</summary>
    public void RecordPartial(string source, string tag, long? length, long flushedLength) =>
        TryWrite(_content with { Part = new(_download.TaskId, _download.Artifact.Name, source, tag, length, flushedLength) });

    /// <summary>Records the start of a download. This also reserves space on the disk, in case it is full at the end.</summary>
    /// <exception cref="IOException">The sidecar still describes other bytes: the next run would resume with them.</exception>
    public void RecordStart(string source)
    {
        if (FindPartial(source) is { FlushedLength: 0 })
        {
            return;
        }

        PartialEntry empty = new(_download.TaskId, _download.Artifact.Name, source, string.Empty, Length: null, FlushedLength: 0);
        SidecarContent content = _content with { Part = empty };
        if (_content.Part is { FlushedLength: > 0 })
        {
            Write(content);
        }
        else
        {
            TryWrite(content);
        }
    }

    /// <summary>Removes the description of the part file.</summary>
    /// <exception cref="IOException">It could not be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">It could not be removed.</exception>
    public void ClearPartial()
    {
        if (_content.Part is not null)
        {
            Write(_content with { Part = null });
        }
    }

    /// <summary>Records that the artifact is saved, and renames it; restores the former content if that fails.</summary>
    public void RecordSaved(string? type, long length, long lastWriteTicks, Action rename)
    {
        SidecarContent former = _content;
        // Before the rename, so that the next run of one that is killed in between recognizes the part file as complete.
        SavedEntry saved = new(_download.TaskId, _download.Artifact.Name, type, length, lastWriteTicks);
        TryWrite(new SidecarContent(saved, Replaced: former.Saved), flush: true);
        try
        {
            rename();
        }
        catch
        {
            TryWrite(former);
            throw;
        }
    }

    private SavedEntry? IfSameArtifact(SavedEntry? entry) =>
        entry is not null && IsSameArtifact(entry.TaskId, entry.Artifact) ? entry : null;

    private bool IsSameArtifact(string taskId, string artifact) =>
        taskId == _download.TaskId && artifact == _download.Artifact.Name;

    private void TryWrite(SidecarContent content, bool flush = false)
    {
        try
        {
            Write(content, flush);
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception))
        {
            if (!IsUnwritable)
            {
                _download.Log(
                    ActivityLevel.Warning,
                    $"The record of the {_download.Artifact.DisplayName} cannot be written, so a later run can neither resume "
                        + $"nor recognize it: {exception.Message.TrimEnd('.')}.");
            }

            IsUnwritable = true;
        }
    }

    private void Write(SidecarContent content, bool flush = false)
    {
        if (_content.IsPlaceholder && content != SidecarContent.Empty)
        {
            // If a power failure tears the new content, nothing is lost that the old content had. A new file for each download
            // costs time.
            _file.Overwrite(content, flush);
        }
        else
        {
            _file.Replace(content, flush);
        }

        _content = content;
    }
}
