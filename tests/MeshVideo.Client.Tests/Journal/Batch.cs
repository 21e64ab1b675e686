using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>A batch that is run again and again with one journal.</summary>
internal sealed class Batch : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Path => _folder["batch.jsonl"];

    public TempFolder Folder => _folder;

    public string Text => File.ReadAllText(Path);

    public string[] Lines => File.ReadAllLines(Path);

    public IEnumerable<string> Ids => BatchJournal.ReadTasks(Path).Select(task => task.Id);

    public static VideoRequest[] Rows(params string[] prompts) =>
        [.. prompts.Select(prompt => new VideoRequest { Prompt = prompt })];

    /// <summary>Runs it like the cmdlet does: one row after the other, none stopped by another's failure.</summary>
    public async Task<IReadOnlyList<RowOutcome>> RunAsync(
        MeshVideoClient client,
        IEnumerable<VideoRequest> rows,
        bool resendAmbiguous = false,
        CancellationToken cancellationToken = default)
    {
        using BatchJournal journal = BatchJournal.Open(Path, resendAmbiguous);
        List<RowOutcome> outcomes = [];
        foreach (VideoRequest row in rows)
        {
            try
            {
                outcomes.Add(
                    new RowOutcome(
                        await journal.CreateAsync(client, row, cancellationToken)
                            .WaitAsync(Expect.Timeout, CancellationToken.None),
                        Error: null));
            }
            catch (MeshVideoException exception)
            {
                outcomes.Add(new RowOutcome(Task: null, exception));
            }
        }

        return outcomes;
    }

    /// <summary>Runs it with all rows at the same time.</summary>
    public async Task<IReadOnlyList<RowOutcome>> RunConcurrentlyAsync(
        MeshVideoClient client,
        IEnumerable<VideoRequest> rows,
        int throttleLimit = 8,
        SpendingLimit? limit = null,
        bool resendAmbiguous = false,
        CancellationToken cancellationToken = default)
    {
        using BatchJournal journal = BatchJournal.Open(Path, resendAmbiguous);
        CreateThrottle throttle = new(throttleLimit) { SpendingLimit = limit };
        List<Task<VideoTask>> creates = [];
        foreach (VideoRequest row in rows)
        {
            PreparedRequest prepared = await PreparedRequest.CreateAsync(row, includeHashes: true, CancellationToken.None);
            creates.Add(journal.CreateAsync(client, prepared, throttle, cancellationToken));
        }

        return await Task.WhenAll(creates.Select(async create =>
        {
            try
            {
                return new RowOutcome(await create.WaitAsync(Expect.Timeout, CancellationToken.None), Error: null);
            }
            catch (MeshVideoException exception)
            {
                return new RowOutcome(Task: null, exception);
            }
        }));
    }

    public Task<IReadOnlyList<RowOutcome>> RunAsync(Service service, params string[] prompts) =>
        RunAsync(service.Client, Rows(prompts));

    public void Dispose() => _folder.Dispose();
}
