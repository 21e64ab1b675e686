using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using MeshVideo.Binding;
using MeshVideo.Completion;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>
/// Saves the videos of succeeded tasks, several at once, each begun as it arrives, and emits the files. What an earlier run saved is emitted
/// without being fetched again; what it began is gone on with.
/// </summary>
[Cmdlet(
    VerbsData.Save, "MeshVideo", DefaultParameterSetName = TaskPathSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpLink.Folder + "Save-MeshVideo.md")]
[OutputType(typeof(FileInfo))]
public sealed class SaveMeshVideoCommand : MeshVideoCommand
{
    private const string TaskPathSet = "TaskPath";
    private const string TaskLiteralSet = "TaskLiteralPath";
    private const string IdPathSet = "IdPath";
    private const string IdLiteralSet = "IdLiteralPath";

    private readonly SaveProgress _progress = new();
    private readonly List<Task> _saves = [];
    private VideoSaver? _saver;

    /// <summary>The tasks to save; those that did not succeed are passed over, and one made of a callback is read first.</summary>
    [Parameter(ParameterSetName = TaskPathSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = TaskLiteralSet, ValueFromPipeline = true)]
    [TaskArgument]
    [ValidateNotNull]
    public VideoTask? InputObject { get; set; }

    /// <summary>The ids of the tasks to save.</summary>
    [Parameter(ParameterSetName = IdPathSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = IdLiteralSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("TaskId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>
    /// The folder to save to, or the file to save as; a script block names each, as in { "$($_.SafeName).mp4" }. Default: the shell's location.
    /// A path that ends in .mp4, .m4v, .mov, .webm or .mkv is a file; any other is a folder, and made where there is none.
    /// </summary>
    [Parameter(ParameterSetName = TaskPathSet, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = IdPathSet, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Like -Path, but with no wildcards in it. It has no alias PSPath: text from Get-Content has that property, and is an id.</summary>
    [Parameter(ParameterSetName = TaskLiteralSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = IdLiteralSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>Saves the last frame beside the video, as NAME.last.png or with the extension of its format, where the task has one.</summary>
    [Parameter]
    public SwitchParameter IncludeLastFrame { get; set; }

    /// <summary>How many downloads may be under way at once; 4 by default.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Replaces files that are there, and fetches again what is saved already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override Task PendingWork => Task.WhenAll(_saves);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        bool isTask = ParameterSetName is TaskPathSet or TaskLiteralSet;
        RequireInput(!isTask || InputObject is not null);
        SaveOptions options = new() { ThrottleLimit = ThrottleLimit, Force = Force, IncludeLastFrame = IncludeLastFrame };
        FileItems files = new(InvokeProvider);
        _saver = new VideoSaver(options, file => Post(() => WriteObject(files.Get(file), enumerateCollection: true)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName is TaskPathSet or TaskLiteralSet)
        {
            if (InputObject is null)
            {
                // Its property Path was bound, as that of Select-String's results would be, and nothing else of it.
                WriteException(new MeshVideoException(
                    MeshVideoErrorKind.InvalidRequest, "The object is not a task, and has no id. Nothing was saved for it. Pipe in tasks or ids, as Get-Content and Select-String -Raw give."), LiteralPath ?? Path);
            }
            else if (InputObject.Status == VideoTaskStatus.Succeeded || !InputObject.IsConfirmed)
            {
                Begin(ClientFor(InputObject), InputObject.Id, InputObject);
            }
            else
            {
                WriteVerbose(PassedOver(InputObject));
            }
        }
        else
        {
            foreach (string id in Id)
            {
                Begin(Client, id, task: null);
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

    private protected override void OnTick()
    {
        if (_saver is not null)
        {
            _progress.Show(this, _saver.GetSnapshot());
        }
    }

    private void Begin(MeshVideoClient client, string id, VideoTask? task)
    {
        object target = (object?)task ?? id;
        try
        {
            VideoTask named = task ?? new VideoTask { Id = id };
            string path = SaveTarget.Resolve(LiteralPath ?? Path, isLiteral: LiteralPath is not null, named, SessionState);
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
            // The pipeline goes on at once; what comes of it is handed in.
            await Task.Yield();
            if (task is not { IsConfirmed: true })
            {
                bool isAskedFor = task is null;
                task = (await _saver!.ReadAsync(client, id, StopToken).ConfigureAwait(false)).CarryOver(task);
                if (!isAskedFor && task.Status != VideoTaskStatus.Succeeded)
                {
                    Post(() => WriteVerbose(PassedOver(task)));
                    return;
                }
            }

            await _saver!.SaveAsync(client, task, path, StopToken).ConfigureAwait(false);
        }
        catch (MeshVideoException exception)
        {
            Post(() => WriteException(exception, target));
        }
    }

    private static string PassedOver(VideoTask task) =>
        $"Task {task.Id} is passed over: it is {task.StatusText ?? task.Status.ToString()}, so there is nothing to save.";
}
