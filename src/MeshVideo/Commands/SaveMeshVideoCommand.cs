using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using MeshVideo.Binding;
using MeshVideo.Completion;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>
/// Saves the videos of succeeded tasks as files, several at a time, and emits each file when it is complete. Files that an
/// earlier run saved are emitted without another download, and partial files are resumed.
/// </summary>
[Cmdlet(
    VerbsData.Save,
    "MeshVideo",
    DefaultParameterSetName = TaskPathSet,
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpLink.Folder + "Save-MeshVideo.md")]
[OutputType(typeof(FileInfo))]
public sealed class SaveMeshVideoCommand : ConnectedCommand
{
    private const string TaskPathSet = "TaskPath";
    private const string TaskLiteralSet = "TaskLiteralPath";
    private const string IdPathSet = "IdPath";
    private const string IdLiteralSet = "IdLiteralPath";

    private readonly SaveProgress _progress = new();
    private readonly List<Task> _saves = [];
    private FileItemReader _files = null!;
    private VideoDownloader? _downloader;

    /// <summary>
    /// Specifies the tasks to save. Tasks that did not succeed are skipped. A task from a callback is read first.
    /// </summary>
    [Parameter(ParameterSetName = TaskPathSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = TaskLiteralSet, ValueFromPipeline = true)]
    [TaskArgument]
    [ValidateNotNull]
    public VideoTask? InputObject { get; set; }

    /// <summary>Specifies the ids of the tasks to save. Each task is read first.</summary>
    [Parameter(ParameterSetName = IdPathSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(
        ParameterSetName = IdLiteralSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("TaskId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>
    /// Specifies the target folder or file; by default, the current location. To name each file by its task, use a script block,
    /// such as { "$($_.SafeName).mp4" }. A path that ends with .mp4, .m4v, .mov, .webm or .mkv is a file. Any other path is a
    /// folder, which is created if it doesn't exist.
    /// </summary>
    [Parameter(ParameterSetName = TaskPathSet, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = IdPathSet, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>
    /// Specifies the path like -Path, but without wildcards. It has no alias PSPath, because text from Get-Content has that
    /// property and is an id.
    /// </summary>
    [Parameter(ParameterSetName = TaskLiteralSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = IdLiteralSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>
    /// Indicates that the cmdlet also saves the last frame next to the video, if the task has one, as NAME.last.png or with the
    /// extension of its format.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeLastFrame { get; set; }

    /// <summary>Specifies the maximum number of downloads that run in parallel. The default is 4.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Indicates that the cmdlet replaces existing files and downloads complete files again.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override Task UnfinishedWork => Task.WhenAll(_saves);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        bool isTask = ParameterSetName is TaskPathSet or TaskLiteralSet;
        RequireInput(!isTask || InputObject is not null);
        DownloadOptions options = new()
        {
            MaximumConcurrency = ThrottleLimit,
            Overwrite = Force,
            IncludeLastFrame = IncludeLastFrame,
        };
        _files = new FileItemReader(InvokeProvider);
        _downloader = new VideoDownloader(options, file => Post(() => Write(file)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName is TaskPathSet or TaskLiteralSet)
        {
            if (InputObject is null)
            {
                // Only the Path property of the object was bound, for example from the output of Select-String.
                WriteException(
                    new MeshVideoException(
                        MeshVideoErrorKind.InvalidRequest,
                        "The object is not a task and has no id. Nothing was saved for it. "
                            + "Pipe tasks or ids, such as the output of Get-Content and Select-String -Raw."),
                    LiteralPath ?? Path);
            }
            else if (InputObject.Status == VideoTaskStatus.Succeeded || !InputObject.IsConfirmed)
            {
                StartSave(ConnectFor(InputObject), InputObject.Id, InputObject);
            }
            else
            {
                WriteVerbose(GetSkippedMessage(InputObject));
            }
        }
        else
        {
            foreach (string id in Id)
            {
                StartSave(Connect(), id, task: null);
            }
        }

        Drain();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RunUntil(Task.WhenAll(_saves));
        _progress.Complete(this);
    }

    private protected override void UpdateProgress()
    {
        if (_downloader is not null)
        {
            _progress.Show(this, _downloader.GetProgress());
        }
    }

    private void StartSave(MeshVideoClient client, string id, VideoTask? task)
    {
        object target = (object?)task ?? id;
        try
        {
            VideoTask named = task ?? new VideoTask { Id = id };
            string path = SavePath.Resolve(LiteralPath ?? Path, isLiteral: LiteralPath is not null, named, SessionState);
            if (ShouldProcess(path, DisplayText.Sanitize($"Save the video of task {id}")))
            {
                _saves.Add(SaveAsync(client, id, task, path, target));
            }
        }
        catch (MeshVideoException exception)
        {
            WriteException(exception, target);
        }
    }

    private async Task SaveAsync(MeshVideoClient client, string id, VideoTask? task, string path, object target)
    {
        try
        {
            // The pipeline continues immediately.
            await Task.Yield();
            if (task is not { IsConfirmed: true })
            {
                bool isRequestedById = task is null;
                task = (await _downloader!.GetTaskAsync(client, id, StopToken).ConfigureAwait(false)).CarryOver(task);
                if (!isRequestedById && task.Status != VideoTaskStatus.Succeeded)
                {
                    Post(() => WriteVerbose(GetSkippedMessage(task)));
                    return;
                }
            }

            await _downloader!.DownloadAsync(client, task, path, StopToken).ConfigureAwait(false);
        }
        catch (MeshVideoException exception)
        {
            Post(() => WriteException(exception, target));
        }
    }

    private void Write(SavedVideoFile file)
    {
        foreach (PSObject item in _files.Get(file.Path))
        {
            SavedFileNotes.Add(item, file);
            WriteObject(item);
        }
    }

    private static string GetSkippedMessage(VideoTask task) =>
        $"Task {task.Id} is skipped: its status is {task.StatusText ?? task.Status.ToString()}, so there is no video to save.";
}
