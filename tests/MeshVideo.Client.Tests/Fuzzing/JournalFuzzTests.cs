using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Journal;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Mutants of a journal: read or refused, never made worse, and what it still says is never paid for again.</summary>
public sealed class JournalFuzzTests
{
    private const int Cases = 120;

    // The first two are one request twice, the third's answer is lost, the fourth is refused.
    private static readonly VideoRequest[] Rows = Batch.Rows("a lake", "a lake", "a wood", "a hill", "a sea");

    [Fact]
    public async Task A_damaged_journal_is_refused_or_goes_on_where_it_was()
    {
        await using HostileServer server = new();
        byte[] journal = await WriteAsync(server);
        await Fuzz.RunAsync(Cases, parallelism: 8, async fuzz =>
        {
            using Batch batch = new();
            ConcurrentQueue<string> posts = new();
            Uri address = server.Add(fuzz, request => Take(request, posts));
            string here = Encoding.UTF8.GetString(journal)
                .Replace($"{server.Address}-1", address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);
            byte[] damaged = JournalMutator.Mutate(fuzz, Encoding.UTF8.GetBytes(here));
            fuzz.Shown = Fuzz.Show(damaged);
            await File.WriteAllBytesAsync(batch.Path, damaged);

            AssertReadable(batch, damaged);
            IReadOnlyList<RowOutcome> first = await RunAsync(batch, address);
            AssertNothingPaidAgain(here, damaged, posts);
            AssertGrownOnly(batch, damaged, isUsed: !posts.IsEmpty);

            int paid = posts.Count;
            IReadOnlyList<RowOutcome> second = await RunAsync(batch, address);
            Assert.Equal(paid, posts.Count);
            Assert.Equal(first.Select(row => row.ToString()), second.Select(row => row.ToString()));
            server.Remove(fuzz);
        });
    }

    private static async Task<byte[]> WriteAsync(HostileServer server)
    {
        int number = 0;
        Uri address = server.Add(new FuzzCase(-1, 0), request => Prompt(request) switch
        {
            "a wood" => HostileResponse.Json(500, "{}"),
            "a hill" => HostileResponse.Json(400, "{}"),
            _ => HostileResponse.Json(200, $$"""{"id": "cgt-{{++number}}"}"""),
        });
        using Batch batch = new();
        await batch.RunAsync(Service.ClientOf(address), Rows);
        return await File.ReadAllBytesAsync(batch.Path);
    }

    private static HostileResponse Take(ReceivedRequest request, ConcurrentQueue<string> posts)
    {
        if (request.Method == "GET")
        {
            return HostileResponse.Json(200, """{"data": [], "has_more": false}""");
        }

        posts.Enqueue(Prompt(request));
        return HostileResponse.Json(200, $$"""{"id": "new-{{posts.Count}}"}""");
    }

    private static string Prompt(ReceivedRequest request) => request.Json["content"]![0]!["text"]!.GetValue<string>();

    private static void AssertReadable(Batch batch, byte[] damaged)
    {
        try
        {
            Assert.All(BatchJournal.ReadTasks(batch.Path), task => Assert.False(string.IsNullOrWhiteSpace(task.Id)));
        }
        catch (MeshVideoException exception)
        {
            Assert.Equal(MeshVideoErrorKind.JournalUnusable, exception.Kind);
        }

        Assert.Equal(damaged, File.ReadAllBytes(batch.Path));
    }

    private static async Task<IReadOnlyList<RowOutcome>> RunAsync(Batch batch, Uri address)
    {
        try
        {
            IReadOnlyList<RowOutcome> rows = await batch.RunAsync(Service.ClientOf(address), Rows);
            Assert.All(rows, row => Assert.True(
                row.Error is null or { Kind: MeshVideoErrorKind.JournalUnusable or MeshVideoErrorKind.CreateOutcomeUnknown },
                row.Error?.ToString()));
            return rows;
        }
        catch (MeshVideoException exception)
        {
            Assert.Equal(MeshVideoErrorKind.JournalUnusable, exception.Kind);
            return [new RowOutcome(Task: null, exception)];
        }
    }

    private static void AssertNothingPaidAgain(string whole, byte[] damaged, ConcurrentQueue<string> posts)
    {
        HashSet<string> left = [.. Encoding.UTF8.GetString(damaged).Split('\n')];
        ILookup<string, string> lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToLookup(line => Property(line, "kind") + " " + Property(line, "prompt"));

        // The id of a task that was made.
        foreach (string prompt in new[] { "a lake", "a sea" })
        {
            int made = lines["task " + prompt].Count(left.Contains);
            Assert.InRange(posts.Count(post => post == prompt), 0, Rows.Count(row => row.Prompt == prompt) - made);
        }

        // The intent of one whose answer was lost, unless the damage itself says that nothing was created.
        string intent = lines["intent a wood"].Single();
        string hash = Property(intent, "hash");
        bool saysNotCreated = left.Any(line => Property(line, "kind") == "not-created" && Property(line, "hash") == hash);
        Assert.True(!left.Contains(intent) || saysNotCreated || !posts.Contains("a wood"), "A lost answer was paid for again.");
    }

    private static void AssertGrownOnly(Batch batch, byte[] damaged, bool isUsed)
    {
        byte[] now = File.ReadAllBytes(batch.Path);

        // The beginning of a first line, perhaps behind empty ones, says nothing that could be lost.
        string message = Encoding.UTF8.GetString(damaged).Trim();
        bool isBegunAnew = isUsed && message.Length < 100 && !message.Contains('\n', StringComparison.Ordinal);
        Assert.True(isBegunAnew || now.AsSpan().StartsWith(damaged), "What was there is no longer there.");
    }

    private static string Property(string line, string name)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty(name).GetString() ?? string.Empty;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return string.Empty;
        }
    }
}
