using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Fuzzing;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>
/// A lock that its holder loses without being told, as on a network share, and one that its holder never releases.
/// </summary>
public sealed class LostLockTests : IDisposable
{
    private readonly Batch _batch = new();

    [Fact]
    public async Task A_run_into_whose_lock_another_wrote_records_its_task_and_creates_no_more()
    {
        int created = 0;
        await using ScriptedServer server = ScriptedServer.Start(request =>
        {
            if (request.Method != "POST")
            {
                return ScriptedResponse.Json(
                    200, """{"object": "list", "data": [], "has_more": false, "total": 0, "limit": 50, "offset": 0}""");
            }

            if (++created == 1)
            {
                // The intent of another run for the same row, as if this run were dead.
                string intent = _batch.Lines[1];
                string run = JsonNode.Parse(intent)!["run"]!.ToString();
                File.AppendAllText(
                    _batch.Path, intent.Replace(run, $"{Guid.NewGuid():N}", StringComparison.Ordinal) + "\n");
            }

            return ScriptedResponse.Json(200, $$"""{"id": "cgt-{{created}}"}""");
        });
        MeshVideoClient client = Service.ClientOf(server.Address);

        IReadOnlyList<RowOutcome> rows = await _batch.RunAsync(client, Batch.Rows("a lake", "a wood", "a hill"));

        Assert.Equal("cgt-1", rows[0].Task?.Id);
        Assert.All(rows.Skip(1), row => Assert.Equal(MeshVideoErrorKind.JournalUnusable, row.Error?.Kind));
        Assert.Contains("lock", rows[1].Error!.Message, StringComparison.Ordinal);
        Assert.Equal(1, created);
        Assert.Equal(["cgt-1"], _batch.Ids);
        rows = await _batch.RunAsync(client, Batch.Rows("a lake", "a wood", "a hill"));

        Assert.Equal(["cgt-1", "cgt-2", "cgt-3"], rows.Select(row => row.Task?.Id));
    }

    [SkippableFact]
    public async Task Waiting_for_a_lock_that_is_not_released_is_a_warning()
    {
        Skip.IfNot(File.Exists("/usr/bin/flock"), "There is no flock here.");
        await using Service service = await Service.StartAsync();
        TaskCompletionSource<string> warned = new();
        ActionLog log = new((level, text) => _ = level == ActivityLevel.Warning && warned.TrySetResult(text));
        MeshVideoClient client = Service.ClientOf(service.Host.BaseUri, log, service.Host.ApiKey);
        using BatchJournal journal = BatchJournal.Open(_batch.Path, resendAmbiguous: false);
        using Process holder = Process.Start(
            new ProcessStartInfo("/usr/bin/flock", ["-x", "-F", _batch.Path + ".lock", "sh", "-c", "echo locked; exec sleep 60"])
            {
                RedirectStandardOutput = true,
            })!;
        Assert.Equal("locked", await holder.StandardOutput.ReadLineAsync());

        Task<VideoTask> create = journal.CreateAsync(client, new VideoRequest { Prompt = "a lake" }, CancellationToken.None);
        string warning = await warned.Task.WaitAsync(Expect.Timeout);

        Assert.Contains(_batch.Path, warning, StringComparison.Ordinal);
        Assert.Empty(service.Posts);
        holder.KillTree();
        await create.WaitAsync(Expect.Timeout);
        Assert.Single(service.Posts);
    }

    public void Dispose() => _batch.Dispose();
}
