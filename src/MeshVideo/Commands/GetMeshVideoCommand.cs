using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

namespace MeshVideo.Commands;

/// <summary>Reads tasks by id, or lists the key's tasks, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "MeshVideo", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(VideoTask))]
public sealed class GetMeshVideoCommand : MeshVideoCommand
{
    private const string ListSet = "List";
    private const string IdSet = "Id";

    /// <summary>The ids of the tasks to read. Reading a task also makes the service look how far it is.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("TaskId")]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Lists tasks in these states: queued, running, succeeded, failed, expired, cancelled.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    public string[] Status { get; set; } = [];

    /// <summary>Lists tasks of these models.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNullOrEmpty]
    public string[] Model { get; set; } = [];

    /// <summary>Lists tasks made at this time or later; a time without a zone is local.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public DateTimeOffset? CreatedAfter { get; set; }

    /// <summary>Lists tasks made before this time; a time without a zone is local.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public DateTimeOffset? CreatedBefore { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _ = Client;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == IdSet)
        {
            Read();
        }
        else
        {
            List();
        }
    }

    private void Read()
    {
        // A few at a time, in order.
        Queue<(string Id, Task<VideoTask> Read)> reads = new();
        Queue<string> ids = new(Id);
        while (ids.Count > 0 || reads.Count > 0)
        {
            while (ids.Count > 0 && reads.Count < 8)
            {
                string next = ids.Dequeue();
                reads.Enqueue((next, Client.GetAsync(next, StopToken)));
            }

            (string id, Task<VideoTask> read) = reads.Dequeue();
            try
            {
                WriteObject(Await(read));
            }
            catch (MeshVideoException exception)
            {
                WriteFault(exception, id);
            }
        }
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
        VideoTaskListing listing = new(Client, query, (long)Math.Min(PagingParameters.Skip, long.MaxValue), first);
        try
        {
            bool isCounted = !PagingParameters.IncludeTotalCount;
            while (Await(listing.NextPageAsync(StopToken)) is { } page)
            {
                if (!isCounted)
                {
                    WriteObject(PagingParameters.NewTotalCount((ulong)(listing.Total ?? 0), listing.Total is null ? 0 : 1));
                    isCounted = true;
                }

                foreach (VideoTask task in page)
                {
                    WriteObject(task);
                }
            }
        }
        catch (MeshVideoException exception)
        {
            WriteFault(exception, target: null);
        }
    }
}
