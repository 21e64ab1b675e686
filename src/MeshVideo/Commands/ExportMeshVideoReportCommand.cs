using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using MeshVideo.Binding;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>
/// Exports a report of a batch as a page in one file, which plays the videos and shows their requests, costs and failures.
/// </summary>
[Cmdlet(
    VerbsData.Export,
    "MeshVideoReport",
    DefaultParameterSetName = PathSet,
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = HelpLink.Folder + "Export-MeshVideoReport.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportMeshVideoReportCommand : ConnectedCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    // As many as there are connections to the service.
    private readonly OrderedTaskQueue<JournalEntry> _reads = new(limit: 8);

    // The tasks of the input whose state does not change anymore.
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);

    private IReadOnlyList<JournalEntry> _journal = [];
    private SavedFileIndex? _files;
    private ReportWriter? _writer;
    private CostEstimator? _prices;
    private string _path = string.Empty;
    private int _unreadable;

    /// <summary>Specifies the tasks, or the files that Save-MeshVideo emitted.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Specifies the file. An existing file is replaced.</summary>
    [Parameter(ParameterSetName = PathSet, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Specifies the path like -Path, but without wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>
    /// Specifies the journal of a batch. Its tasks are read from the service, unless they are in the input and have ended.
    /// Requests without a task are included.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Specifies the folder that contains the saved videos, for tasks of the journal and of the input.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VideoPath { get; set; }

    /// <summary>Specifies the title of the page. The default is the name of the file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Indicates that the cmdlet also replaces a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Indicates that the cmdlet doesn't replace an existing file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _path = RunOrTerminate(ResolvePath);
        if (JournalPath is not null)
        {
            _journal = RunOrTerminate(ReadJournal);
        }

        if (ShouldProcess(_path, "Export report"))
        {
            _files = VideoPath is null ? null : SavedFileIndex.Read(RunOrTerminate(() => ResolveFolder(VideoPath)));
            ReportOptions options = new()
            {
                Title = Title ?? System.IO.Path.GetFileNameWithoutExtension(_path),
                Overwrite = !NoClobber,
                OverwriteReadOnly = Force,
            };
            _writer = RunOrTerminate(() => Await(ReportWriter.CreateAsync(_path, options, StopToken)), _path);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject item in InputObject is null ? [] : ReportInput.GetItems(InputObject))
        {
            if (ReportInput.Read(item) is { } entry)
            {
                if (entry.Task is { IsFinished: true, IsConfirmed: true } task)
                {
                    _ended.Add(task.Id);
                }

                Write(entry);
            }
            else
            {
                WriteException(
                    new MeshVideoException(
                        MeshVideoErrorKind.InvalidRequest,
                        "The object is neither a task nor a file that Save-MeshVideo emitted. It is not in the report."),
                    item);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_writer is null)
        {
            return;
        }

        WriteJournal();
        RunOrTerminate(() => Complete(_writer.CompleteAsync(StopToken)), _path);
        foreach (PSObject item in new FileItemReader(InvokeProvider).Get(_path))
        {
            WriteObject(item);
        }
    }

    private protected override void CloseResources() => _writer?.Dispose();

    private void WriteJournal()
    {
        if (_journal.Count == 0)
        {
            return;
        }

        MeshVideoClient? client = TryConnect(out MeshVideoException? problem);
        foreach (JournalEntry entry in _journal.Where(entry => entry.Task is null || !_ended.Contains(entry.Task.Id)))
        {
            if (_reads.IsFull)
            {
                WriteNext(ref problem);
            }

            // After a failure, the other tasks are not read: each would take its time to fail too.
            bool isRead = client is not null && problem is null && entry.Task is not null;
            _unreadable += isRead || entry.Task is null ? 0 : 1;
            _reads.Enqueue(entry, isRead ? client!.GetAsync(entry.Task!.Id, StopToken) : Task.FromResult(entry.Task!));
        }

        while (!_reads.IsEmpty)
        {
            WriteNext(ref problem);
        }

        if (problem is not null)
        {
            WriteWarning(
                $"The state of {_unreadable} tasks is not in the report: "
                    + Errors.ErrorRecords.FormatMessage(problem));
        }
    }

    private void WriteNext(ref MeshVideoException? problem)
    {
        (JournalEntry entry, Task<VideoTask> read) = _reads.Peek();
        _reads.Remove();
        ReportEntry journaled = ReportEntry.FromJournal(entry);
        try
        {
            VideoTask? task = Await(read);
            if (task is { Status: VideoTaskStatus.Succeeded, Cost: null })
            {
                _prices ??= ReadPrices(LoadModels());
                _prices.SetPrice(task);
            }

            Write(journaled with { Task = task?.CarryOver(entry.Task) });
        }
        catch (MeshVideoException exception)
        {
            // The service keeps tasks for about 7 days, so that this is usual.
            if (exception.Kind != MeshVideoErrorKind.NotFound)
            {
                problem = exception;
                _unreadable++;
            }

            Write(journaled with { Reason = $"The task could not be read. {exception.Message}" });
        }
    }

    private void Write(ReportEntry entry)
    {
        if (_writer is not null)
        {
            ReportEntry located = entry.Task is null || _files is null ? entry : entry with
            {
                VideoPath = entry.VideoPath ?? _files.FindVideo(entry.Task),
                LastFramePath = entry.LastFramePath ?? _files.FindLastFrame(entry.Task),
            };
            RunOrTerminate(() => Complete(_writer.WriteAsync(located, StopToken)), _path);
        }
    }

    private bool Complete(Task work)
    {
        RunUntil(work);
        work.GetAwaiter().GetResult();
        return true;
    }

    private string ResolvePath()
    {
        string given = LiteralPath ?? Path ?? throw CreateInvalidException("Specify the file of the report with -Path.");
        if (InputObject is null && JournalPath is null && !MyInvocation.ExpectingInput)
        {
            throw CreateInvalidException(
                $"{MyInvocation.MyCommand.Name} requires tasks. Pipe tasks or saved files to it, or specify -JournalPath.");
        }

        return ReportPath.Resolve(given, LiteralPath is not null, SessionState);
    }

    private IReadOnlyList<JournalEntry> ReadJournal()
    {
        string journal = JournalFilePath.Resolve(JournalPath!, SessionState);
        return journal == _path
            ? throw CreateInvalidException("-Path is the journal of the batch. Specify another file for the report.")
            : BatchJournal.ReadEntries(journal);
    }

    private string ResolveFolder(string path)
    {
        string folder = FileSystemPath.Resolve(path, SessionState, out string? problem);
        return problem is null ? folder : throw CreateInvalidException($"-VideoPath '{path}' cannot be used: {problem}.");
    }

    private static MeshVideoException CreateInvalidException(string message) => new(MeshVideoErrorKind.InvalidRequest, message);
}
