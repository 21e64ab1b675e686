using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>
/// A row whose answer was lost is looked for at the service: taken where there can be no mistake, asked about otherwise.
/// </summary>
public sealed class LostResponseTests : IDisposable
{
    private const string LostAfter = """{"on": "create", "kind": "reset", "after": true}""";
    private const string LostBefore = """{"on": "create", "kind": "reset"}""";

    private readonly Batch _batch = new();

    [Fact]
    public async Task The_one_task_that_can_be_it_is_taken_with_a_warning()
    {
        await using Service service = await Service.StartAsync(LostAfter);
        Assert.Equal(
            MeshVideoErrorKind.CreateOutcomeUnknown, (await _batch.RunAsync(service, "a lake", "a wood"))[0].Error!.Kind);

        VideoTask? task = (await _batch.RunAsync(service, "a lake", "a wood"))[0].Task;

        Assert.Equal(service.Host.Tasks.All[0].Id, task?.Id);
        Assert.Equal(VideoTaskStatus.Queued, task!.Status);
        Assert.Equal(service.Host.Tasks.All[0].CreatedAt.ToUnixTimeSeconds(), task.CreatedAt!.Value.ToUnixTimeSeconds());
        Assert.Equal(2, service.Host.Tasks.Count);
        Assert.Equal(1, service.Notes.Count(ActivityLevel.Warning));
        Assert.Contains(task.Id, service.Notes.Text, StringComparison.Ordinal);

        // From now on it is a row like any other.
        Assert.Equal(task.Id, (await _batch.RunAsync(service, "a lake", "a wood"))[0].Task?.Id);
        Assert.Equal(1, service.Notes.Count(ActivityLevel.Warning));
    }

    [Fact]
    public async Task A_run_that_was_called_off_while_it_waited_is_found_out_about()
    {
        await using Service service = await Service.StartAsync("""{"on": "create", "kind": "hang", "after": true}""");
        using CancellationTokenSource cancellation = new();
        Task run = _batch.RunAsync(service.Client, Batch.Rows("a lake"), cancellationToken: cancellation.Token);
        await service.ArrivedAsync(request => request.TaskId is not null);
        await cancellation.CancelAsync();
        await Expect.CancelledAsync(run);

        VideoTask? task = (await _batch.RunAsync(service, "a lake"))[0].Task;

        Assert.Equal(service.Host.Tasks.All[0].Id, task?.Id);
        Assert.Equal(1, service.Host.Tasks.Count);
    }

    [Fact]
    public async Task A_run_that_was_called_off_between_two_tries_has_lost_nothing()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "create", "kind": "status", "status": 429, "retryAfter": 100}""");
        using CancellationTokenSource cancellation = new();
        Task run = _batch.RunAsync(service.Client, Batch.Rows("a lake"), cancellationToken: cancellation.Token);
        using CancellationTokenSource timeout = new(Expect.Timeout);
        while (!service.Notes.Text.Contains("Retrying in", StringComparison.Ordinal))
        {
            await Task.Delay(5, timeout.Token);
        }

        await cancellation.CancelAsync();
        await Expect.CancelledAsync(run);

        // No asking, no looking: the service had said that it created nothing.
        MeshVideoClient client = Service.ClientOf(service.Host.BaseUri, key: service.Host.ApiKey);
        Assert.NotNull((await _batch.RunAsync(client, Batch.Rows("a lake")))[0].Task);
        Assert.Equal(1, service.Host.Tasks.Count);
    }

    [Fact]
    public async Task A_row_is_looked_for_from_its_last_sending_on()
    {
        await using Service service = await Service.StartAsync(
            """[{"on": "create", "kind": "status", "status": 429, "retryAfter": 1}, {"on": "create", "kind": "hang", "after": true}]""");
        using CancellationTokenSource cancellation = new();
        Task run = _batch.RunAsync(service.Client, Batch.Rows("a lake"), cancellationToken: cancellation.Token);
        await service.ArrivedAsync(request => request.TaskId is not null);
        await cancellation.CancelAsync();
        await Expect.CancelledAsync(run);

        JsonNode[] lines = [.. _batch.Lines.Select(line => JsonNode.Parse(line)!)];
        Assert.Equal(["journal", "intent", "not-created", "intent"], lines.Select(line => line["kind"]!.ToString()));
        TimeSpan apart = DateTimeOffset.Parse(lines[3]["time"]!.ToString(), CultureInfo.InvariantCulture) - DateTimeOffset.Parse(
            lines[1]["time"]!.ToString(), CultureInfo.InvariantCulture);
        Assert.True(apart >= TimeSpan.FromSeconds(1), apart.ToString());
        Assert.Equal(service.Host.Tasks.All[0].Id, (await _batch.RunAsync(service, "a lake"))[0].Task?.Id);
        Assert.Equal(1, service.Host.Tasks.Count);
    }

    [Fact]
    public async Task Without_a_task_that_can_be_it_the_user_is_asked()
    {
        await using Service service = await Service.StartAsync(LostBefore);
        await _batch.RunAsync(service, "a lake");

        MeshVideoException error = (await _batch.RunAsync(service, "a lake"))[0].Error!;

        Assert.Equal(MeshVideoErrorKind.CreateOutcomeUnknown, error.Kind);
        Assert.Equal([Remedy.SearchForTask, Remedy.ResendAmbiguous], error.Remedies);
        Assert.NotNull(error.CreatedAfter);
        Assert.Contains("no matching task", error.Message, StringComparison.Ordinal);
        Assert.InRange(DateTimeOffset.UtcNow - error.SentAt!.Value, TimeSpan.Zero, Expect.Timeout);
        Assert.Single(service.Posts);
    }

    [Fact]
    public async Task The_user_may_have_it_sent_once_more()
    {
        await using Service service = await Service.StartAsync(LostBefore);
        await _batch.RunAsync(service, "a lake");

        VideoTask? task = (await _batch.RunAsync(service.Client, Batch.Rows("a lake"), resendAmbiguous: true))[0].Task;

        Assert.Equal(service.Host.Tasks.All[0].Id, task?.Id);
        Assert.Equal(task?.Id, (await _batch.RunAsync(service, "a lake"))[0].Task?.Id);
        Assert.Equal(2, service.Posts.Count);
    }

    [Fact]
    public async Task What_can_be_found_is_not_sent_once_more()
    {
        await using Service service = await Service.StartAsync(LostAfter);
        await _batch.RunAsync(service, "a lake");

        VideoTask? task = (await _batch.RunAsync(service.Client, Batch.Rows("a lake"), resendAmbiguous: true))[0].Task;

        Assert.Equal(service.Host.Tasks.All[0].Id, task?.Id);
        Assert.Single(service.Posts);
    }

    [Fact]
    public async Task An_answer_that_was_lost_again_is_looked_for_again()
    {
        await using Service service = await Service.StartAsync($"[{LostBefore}, {LostAfter}]");
        await _batch.RunAsync(service, "a lake");
        await _batch.RunAsync(service.Client, Batch.Rows("a lake"), resendAmbiguous: true);

        Assert.Equal(service.Host.Tasks.All[0].Id, (await _batch.RunAsync(service, "a lake"))[0].Task?.Id);
        Assert.Equal(1, service.Host.Tasks.Count);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Two_identical_rows_take_two_tasks_and_neither_more_nor_fewer(int tasks, bool areTaken)
    {
        await using Service service = await Service.StartAsync(
            $"[{(tasks > 0 ? LostAfter : LostBefore)}, {(tasks > 1 ? LostAfter : LostBefore)}]");
        // The expiration is the user's own text, so the journal does not choose another to tell the requests apart.
        Dictionary<string, object?> expiration = new() { ["execution_expires_after"] = 172800 };
        VideoRequest[] requests =
            [.. Batch.Rows("a lake", "a lake", "a wood").Select(row => row with { AdditionalProperties = expiration })];
        await _batch.RunAsync(service.Client, requests.Take(2));
        if (tasks == 3)
        {
            // Somebody else's, made with the same key at the same time.
            await service.Client.CreateAsync(new VideoRequest { Prompt = "another" });
        }

        IReadOnlyList<RowOutcome> rows = await _batch.RunAsync(service.Client, requests);

        Assert.Equal(tasks + 1, service.Host.Tasks.Count);
        Assert.NotNull(rows[2].Task);
        if (areTaken)
        {
            Assert.Equal(
                service.Host.Tasks.All.Take(2).Select(task => task.Id).Order(), rows.Take(2).Select(row => row.Task!.Id).Order());
            Assert.Equal(2, service.Notes.Count(ActivityLevel.Warning));
        }
        else
        {
            Assert.All(rows.Take(2), row => Assert.Equal(MeshVideoErrorKind.CreateOutcomeUnknown, row.Error?.Kind));
            Assert.All(
                rows.Take(2),
                row => Assert.Contains($"contains {(tasks == 0 ? "no" : tasks)}", row.Error!.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Of_two_identical_rows_the_one_whose_task_was_created_takes_it()
    {
        await using Service service = await Service.StartAsync($"[{LostBefore}, {LostAfter}]");
        await _batch.RunAsync(service, "a lake", "a lake");

        IReadOnlyList<RowOutcome> rows = await _batch.RunAsync(service, "a lake", "a lake");

        Assert.Equal(MeshVideoErrorKind.CreateOutcomeUnknown, rows[0].Error?.Kind);
        Assert.Equal(service.Host.Tasks.All.Single().Id, rows[1].Task?.Id);
    }

    [Fact]
    public async Task One_of_two_identical_rows_may_have_its_task_already()
    {
        await using Service service = await Service.StartAsync(LostAfter);
        IReadOnlyList<RowOutcome> first = await _batch.RunAsync(service, "a lake", "a lake");

        IReadOnlyList<RowOutcome> second = await _batch.RunAsync(service, "a lake", "a lake");

        Assert.Equal(first[1].Task!.Id, second[1].Task!.Id);
        Assert.NotNull(second[0].Task);
        Assert.NotEqual(second[0].Task!.Id, second[1].Task!.Id);
        Assert.Equal(2, service.Host.Tasks.Count);
    }

    /// <summary>The service does not show prompts: the wrong video would be taken, and the right one paid for again.</summary>
    [Theory]
    [InlineData(LostAfter, LostBefore)]
    [InlineData(LostBefore, LostAfter)]
    [InlineData(LostAfter, LostAfter)]
    public async Task A_task_that_may_be_another_lost_rows_is_not_taken(string one, string other)
    {
        await using Service service = await Service.StartAsync($"[{one}, {other}]");
        // The expiration is the user's own text, so the journal does not choose another to tell the requests apart.
        VideoRequest[] requests = [.. Batch.Rows("a lake", "a wood").Select(row => row with
        {
            AdditionalProperties = new Dictionary<string, object?> { ["execution_expires_after"] = 172800 },
        })];
        await _batch.RunAsync(service.Client, requests);

        IReadOnlyList<RowOutcome> rows = await _batch.RunAsync(service.Client, requests);

        Assert.All(rows, row => Assert.Equal(MeshVideoErrorKind.CreateOutcomeUnknown, row.Error?.Kind));
        Assert.Equal(2, service.Posts.Count);
    }

    [Fact]
    public async Task Concurrent_requests_that_differ_only_in_their_prompts_are_told_apart()
    {
        await using Service service = await Service.StartAsync(
            """{"on": "create", "kind": "hang", "after": true, "times": 8}""");
        VideoRequest[] rows = Batch.Rows([.. Enumerable.Range(0, 8).Select(row => $"shot {row}")]);
        using CancellationTokenSource cancellation = new();
        Task run = _batch.RunConcurrentlyAsync(service.Client, rows, cancellationToken: cancellation.Token);
        await service.ArrivedAsync(_ => service.Host.Tasks.Count == 8);
        await cancellation.CancelAsync();
        await Expect.CancelledAsync(run);

        IReadOnlyList<RowOutcome> outcomes = await _batch.RunConcurrentlyAsync(service.Client, rows);

        Assert.Equal(8, service.Host.Tasks.Count);
        Assert.Equal(
            rows.Select(row => row.Prompt),
            outcomes.Select(row => service.Host.Tasks.All.Single(task => task.Id == row.Task!.Id).Prompt));
        Assert.Equal(["batch.jsonl", "batch.jsonl.lock"], _batch.Folder.Files.Order());
    }

    /// <summary>The row would get the wrong video, and its own would never be created.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task The_task_of_another_batch_is_not_taken(int rows)
    {
        await using Service service = await Service.StartAsync();
        using Batch other = new();
        await other.RunConcurrentlyAsync(service.Client, Batch.Rows([.. Enumerable.Range(0, rows).Select(row => $"lake {row}")]));
        service.Host.Faults.Add($$"""{"on": "create", "kind": "reset", "skip": {{rows - 1}}}""");
        VideoRequest[] requests = Batch.Rows([.. Enumerable.Range(0, rows).Select(row => $"wood {row}")]);
        await _batch.RunConcurrentlyAsync(service.Client, requests);

        IReadOnlyList<RowOutcome> outcomes = await _batch.RunConcurrentlyAsync(service.Client, requests);

        Assert.Equal(MeshVideoErrorKind.CreateOutcomeUnknown, Assert.Single(outcomes, row => row.Error is not null).Error!.Kind);
        Assert.Empty(outcomes.Select(row => row.Task?.Id).Intersect(other.Ids));
    }

    [Fact]
    public async Task A_task_is_recognized_among_those_of_another_batch()
    {
        await using Service service = await Service.StartAsync();
        using Batch other = new();
        await other.RunAsync(service, "a lake", "a hill");
        service.Host.Faults.Add(LostAfter);
        await _batch.RunAsync(service, "a wood");

        RowOutcome outcome = (await _batch.RunAsync(service, "a wood"))[0];

        Assert.Equal(service.Host.Tasks.All.Single(task => task.Prompt == "a wood").Id, outcome.Task?.Id);
    }

    [Theory]
    [InlineData(null, 172801, 187200)]
    [InlineData(3600, 3601, 3660)]
    [InlineData(7200, 7128, 7199)]
    [InlineData(259200, 256608, 259199)]
    public async Task Each_request_of_a_journal_expires_at_its_own_time(int? specified, int minimum, int maximum)
    {
        await using Service service = await Service.StartAsync();

        await _batch.RunAsync(
            service.Client, Batch.Rows("a lake", "a wood", "a hill").Select(row => row with { ExpiresAfterSec = specified }));

        int[] expirations =
            [.. service.Posts.Select(post => (int)JsonNode.Parse(post.Body!)!["execution_expires_after"]!)];
        Assert.All(expirations, seconds => Assert.InRange(seconds, minimum, maximum));
        Assert.Equal(specified is null, expirations.All(seconds => BatchJournal.IsDefaultExpiration(seconds)));
    }

    [Fact]
    public async Task A_request_of_a_model_that_is_not_known_is_sent_as_it_is()
    {
        await using Service service = await Service.StartAsync();

        await _batch.RunAsync(service.Client, Batch.Rows("a lake").Select(row => row with { Model = "google/veo-9" }));

        Assert.DoesNotContain("execution_expires_after", Assert.Single(service.Posts).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(172740, true)]
    [InlineData(172739, false)]
    [InlineData(172800, false)]
    [InlineData(172801, true)]
    [InlineData(172860, false)]
    [InlineData(187199, true)]
    [InlineData(187201, false)]
    public void Only_an_expiration_that_a_journal_has_chosen_is_the_default(int seconds, bool isDefault) =>
        Assert.Equal(isDefault, BatchJournal.IsDefaultExpiration(seconds));

    [Fact]
    public async Task Rows_that_differ_in_what_the_service_shows_are_told_apart()
    {
        await using Service service = await Service.StartAsync($"[{LostAfter}, {LostAfter}, {LostAfter}]");
        VideoRequest[] rows =
        [
            new() { Prompt = "a lake", Duration = 5, Seed = 7, Resolution = "480p" },
            new() { Prompt = "a wood", Duration = 6, Seed = -1 },
            new() { Prompt = "a hill", Duration = 5, Seed = 8, Resolution = "480p", Ratio = "adaptive" },
        ];
        await _batch.RunAsync(service.Client, rows);

        IReadOnlyList<RowOutcome> outcomes = await _batch.RunAsync(service.Client, rows);

        Assert.Equal(service.Host.Tasks.All.Select(task => task.Id), outcomes.Select(row => row.Task?.Id));
        Assert.Equal(3, service.Host.Tasks.Count);
    }

    [Theory]
    [InlineData(""" "created_at": SENT """, true)]
    [InlineData(""" "created_at": SENT, "duration": 5, "resolution": "480P", "seed": 1, "draft": false, "service_tier": "default" """, true)]
    [InlineData(""" "created_at": SENT, "duration": 6 """, false)]
    [InlineData(""" "created_at": SENT, "style": "anime" """, true)]
    [InlineData(""" "created_at": SENT, "style": "noir" """, false)]
    [InlineData(""" "created_at": SENT, "draft": true """, false)]
    [InlineData(""" "created_at": SENT, "draft_task_id": "cgt-0" """, false)]
    [InlineData(""" "created_at": SENT, "service_tier": "flex" """, false)]
    [InlineData(""" "created_at": SENT, "safety_identifier": "another" """, false)]
    [InlineData(""" "created_at": SENT-5 """, true)]
    [InlineData(""" "created_at": SENT-6 """, false)]
    [InlineData(""" "created_at": SENT+120 """, true)]
    [InlineData(""" "created_at": SENT+121 """, false)]
    [InlineData(""" "created_at": null """, false)]
    [InlineData(""" "created_at": SENT, "model": null """, false)]
    [InlineData(""" "created_at": SENT, "model": "byteplus/another" """, false)]
    public async Task A_task_is_taken_for_what_the_service_says_of_it(string shown, bool isTaken)
    {
        await using ScriptedServer server = ScriptedServer.Start(
            request => request.Method == "POST" ? ScriptedResponse.Reset : ScriptedResponse.Json(200, List(shown)));
        VideoRequest row = new()
        {
            Prompt = "a lake",
            Duration = 5,
            Resolution = "480p",
            AdditionalProperties = new Dictionary<string, object?> { ["style"] = "anime" },
        };
        await _batch.RunAsync(Service.ClientOf(server.Address), [row]);

        RowOutcome outcome = (await _batch.RunAsync(Service.ClientOf(server.Address), [row]))[0];

        Assert.Equal(isTaken ? "cgt-1" : nameof(MeshVideoErrorKind.CreateOutcomeUnknown), outcome.ToString());
        Assert.Single(server.Requests, request => request.Method == "POST");
        Assert.Contains("created_after=", server.Requests[^1].Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"on": "list", "kind": "status", "status": 401, "times": -1}""")]
    [InlineData("""{"on": "list", "kind": "status", "status": 422, "times": -1}""")]
    public async Task Where_the_list_cannot_be_read_nothing_is_sent_even_if_it_was_asked_for(string error)
    {
        await using Service service = await Service.StartAsync($"[{LostBefore}, {error}]");
        await _batch.RunAsync(service, "a lake");

        MeshVideoException raised =
            (await _batch.RunAsync(service.Client, Batch.Rows("a lake"), resendAmbiguous: true))[0].Error!;

        Assert.Equal(MeshVideoErrorKind.CreateOutcomeUnknown, raised.Kind);
        Assert.Contains("could not be read", raised.Message, StringComparison.Ordinal);
        Assert.Single(service.Posts);
    }

    [Fact]
    public async Task Rows_that_were_lost_at_another_time_do_not_count()
    {
        await using Service service = await Service.StartAsync($"[{LostBefore}, {LostAfter}]");
        await _batch.RunAsync(service, "a lake");
        string year = DateTime.UtcNow.Year.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(_batch.Path, _batch.Text.Replace($"\"{year}-", "\"2025-", StringComparison.Ordinal));
        await _batch.RunAsync(service, "a lake", "a lake");

        IReadOnlyList<RowOutcome> rows = await _batch.RunAsync(service, "a lake", "a lake");

        Assert.Equal(MeshVideoErrorKind.CreateOutcomeUnknown, rows[0].Error?.Kind);
        Assert.Equal(service.Host.Tasks.All[0].Id, rows[1].Task?.Id);
    }

    [Fact]
    public async Task The_time_counts_from_what_was_sent_last()
    {
        await using Service service = await Service.StartAsync(
            $$"""[{"on": "create", "kind": "status", "status": 429, "retryAfter": 1}, {{LostAfter}}]""");
        await _batch.RunAsync(service, "a lake");

        JsonNode[] lines = [.. _batch.Lines.Select(line => JsonNode.Parse(line)!)];

        TimeSpan waited = lines[4]["sent_at"]!.GetValue<DateTimeOffset>() - lines[1]["time"]!.GetValue<DateTimeOffset>();
        Assert.InRange(waited, TimeSpan.FromSeconds(1), Expect.Timeout);
    }

    [Fact]
    public async Task A_list_without_end_is_given_up()
    {
        await using ScriptedServer server = ScriptedServer.Start(request => request.Method == "POST"
            ? ScriptedResponse.Reset
            : ScriptedResponse.Json(
                200, $$"""{"data": [{"id": "cgt-{{request.Number}}", "status": "queued"}], "has_more": true}"""));
        await _batch.RunAsync(Service.ClientOf(server.Address), Batch.Rows("a lake"));

        MeshVideoException error = (await _batch.RunAsync(Service.ClientOf(server.Address), Batch.Rows("a lake")))[0].Error!;

        Assert.Equal(MeshVideoErrorKind.CreateOutcomeUnknown, error.Kind);
        Assert.Contains("too long", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _batch.Dispose();

    /// <summary>One task, its times counted from the second in which the request was sent.</summary>
    private string List(string shown)
    {
        long sent = JsonNode.Parse(_batch.Lines[^1])!["sent_at"]!.GetValue<DateTimeOffset>().ToUnixTimeSeconds();
        string task = Regex.Replace(
            shown, @"SENT([+-]\d+)?", match => (sent + Number(match.Groups[1].Value)).ToString(CultureInfo.InvariantCulture));
        string model = task.Contains("\"model\"", StringComparison.Ordinal)
            ? string.Empty
            : $", \"model\": \"{VideoRequest.DefaultModel}\"";
        return $$"""{"object": "list", "data": [{"id": "cgt-1", "status": "queued", {{task}}{{model}}}], "has_more": false}""";
    }

    private static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
}
