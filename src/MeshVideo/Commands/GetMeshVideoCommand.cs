using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using MeshVideo.Binding;
using MeshVideo.Completion;
using MeshVideo.Pipeline;

namespace MeshVideo.Commands;

/// <summary>Gets tasks by id or from a journal, or lists the tasks of the API key, the newest first.</summary>
[Cmdlet(
    VerbsCommon.Get, "MeshVideo", DefaultParameterSetName = ListSet, SupportsPaging = true,
    HelpUri = HelpLink.Folder + "Get-MeshVideo.md")]
[OutputType(typeof(VideoTask))]
public sealed partial class GetMeshVideoCommand : ConnectedCommand
{
    private const string ListSet = "List";
    private const string IdSet = "Id";
    private const string JournalSet = "Journal";

    // As many as there are connections to the service.
    private const int MaximumReads = 8;

    private readonly OrderedTaskQueue<string> _reads = new(MaximumReads);

    /// <summary>Specifies the ids of the tasks to get.</summary>
    [Parameter(
        ParameterSetName = IdSet,
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("TaskId")]
    [TaskIdArgument]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Specifies the journal of a batch that was created with New-MeshVideo -JournalPath.</summary>
    [Parameter(ParameterSetName = JournalSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Lists tasks with these states: queued, running, succeeded, failed, expired, cancelled.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KnownValueCompleter))]
    public string[] Status { get; set; } = [];

    /// <summary>Lists tasks of these models.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[] Model { get; set; } = [];

    /// <summary>Lists tasks that were created at or after this time. A time without a time zone is local.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public DateTimeOffset? CreatedAfter { get; set; }

    /// <summary>Lists tasks that were created before this time. A time without a time zone is local.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public DateTimeOffset? CreatedBefore { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Connect();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ListSet)
        {
            List();
            return;
        }

        if (ParameterSetName == JournalSet)
        {
            ReadJournal();
            return;
        }

        foreach (string id in Id)
        {
            Read(new VideoTask { Id = id, CreateRequestId = CreateRequestId });
        }

        while (_reads.IsReady)
        {
            WriteNext();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        WriteAll();
        WriteCharged();
    }

    private void Read(VideoTask task)
    {
        if (_reads.IsFull)
        {
            WriteNext();
        }

        _reads.Enqueue(task.Id, ReadAsync(task));
    }

    private void WriteAll()
    {
        while (!_reads.IsEmpty)
        {
            WriteNext();
        }
    }

    private async Task<VideoTask> ReadAsync(VideoTask journaled) =>
        (await Connect().GetAsync(journaled.Id, StopToken).ConfigureAwait(false)).CarryOver(journaled);

    private void WriteNext()
    {
        (string id, Task<VideoTask> task) = _reads.Peek();
        _reads.Remove();
        try
        {
            Write(Await(task));
            _failuresInARow = 0;
        }
        catch (MeshVideoException exception)
        {
            // A task that the service doesn't have any more is its answer.
            (_lastFailure, _failuresInARow) =
                (exception, exception.Kind == MeshVideoErrorKind.NotFound ? 0 : _failuresInARow + 1);
            WriteException(exception, id);
        }
    }

    private void Write(VideoTask task)
    {
        CompletionCache.Current.Add(task);
        WriteWithCost(task);
    }

    private void List()
    {
        VideoTaskQuery query = new()
        {
            Statuses = Array.ConvertAll(Status, status => status.ToLowerInvariant()),
            Models = Model,
            CreatedAfter = CreatedAfter,
            CreatedBefore = CreatedBefore,
        };
        long first = PagingParameters.First > long.MaxValue ? long.MaxValue : (long)PagingParameters.First;
        VideoTaskListing listing = new(
            Connect(), query, (long)Math.Min(PagingParameters.Skip, long.MaxValue), first, PagingParameters.IncludeTotalCount);
        try
        {
            bool isCountWritten = !PagingParameters.IncludeTotalCount;
            Task<IReadOnlyList<VideoTask>?> next = listing.NextPageAsync(StopToken);
            while (Await(next) is { } page)
            {
                if (!isCountWritten)
                {
                    WriteObject(PagingParameters.NewTotalCount((ulong)(listing.Total ?? 0), listing.Total is null ? 0 : 1));
                    isCountWritten = true;
                }

                // The next page is requested while the pipeline processes the second half of this one. If the pipeline stops
                // earlier,
                // the page is not requested.
                int half = page.Count / 2;
                for (int index = 0; index < half; index++)
                {
                    Write(page[index]);
                }

                next = listing.NextPageAsync(StopToken);
                for (int index = half; index < page.Count; index++)
                {
                    Write(page[index]);
                }
            }
        }
        catch (MeshVideoException exception)
        {
            WriteException(exception, target: null);
        }
    }
}
