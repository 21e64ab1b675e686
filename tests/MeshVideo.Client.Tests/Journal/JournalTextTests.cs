using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>What stands in the journal: enough for people, and nothing that others must not read.</summary>
public sealed class JournalTextTests : IDisposable
{
    private const string Key = "rsk_very_secret";

    private readonly Batch _batch = new();

    [Fact]
    public async Task Each_line_is_an_object_that_people_can_read()
    {
        await using Service service = await Service.StartAsync(
            """[{"on": "create", "kind": "status", "status": 422, "skip": 1}, {"on": "create", "kind": "reset", "skip": 1}]""");
        await _batch.RunAsync(
            service.Client, [new VideoRequest { Prompt = "a lake, \"still\"", Duration = 5, GenerateAudio = false }]);
        await _batch.RunAsync(service, "a wood", "a hill");

        JsonObject[] lines = [.. _batch.Lines.Select(line => JsonNode.Parse(line)!.AsObject())];

        Assert.Equal(
            ["journal", "intent", "task", "intent", "not-created", "intent", "lost"],
            lines.Select(line => line["kind"]!.ToString()));
        Assert.All(lines, line => Assert.Equal("1", line["v"]!.ToString()));
        Assert.All(lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", line["time"]!.ToString()));
        Assert.Equal("a lake, \"still\"", lines[1]["prompt"]!.ToString());
        Assert.Equal(VideoRequest.DefaultModel, lines[1]["model"]!.ToString());
        Assert.Equal(service.Host.BaseUri.ToString().TrimEnd('/'), lines[1]["service"]!.ToString());
        JsonObject sent = lines[1]["sent"]!.AsObject();
        Assert.Equal(["duration", "generate_audio", "execution_expires_after"], sent.Select(field => field.Key));
        Assert.Equal(["\"5\"", "\"false\""], sent.Take(2).Select(field => field.Value!.ToJsonString()));
        Assert.Equal(service.Host.Tasks.All[0].Id, lines[2]["id"]!.ToString());
        Assert.Contains("Refused", lines[4]["why"]!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(lines[6]["sent_at"]);
    }

    [Fact]
    public async Task No_secret_and_no_bytes_stand_in_it()
    {
        byte[] png = [.. Convert.FromHexString("89504E470D0A1A0A"), .. new byte[3000]];
        VideoRequest row = new()
        {
            Prompt = $"a lake {Key} https://example.org/a?signature=abc",
            FirstFrame = MediaSource.FromUrl("https://example.org/b.png?signature=abc"),
            ReferenceImages =
            [
                MediaSource.FromUrl("data:image/png;base64," + Convert.ToBase64String(png)),
                MediaSource.FromFile(_batch.Folder.Write("c.png", png)),
            ],
            CallbackUrl = "https://example.org/done?signature=abc",
            SafetyIdentifier = Key,
            AdditionalProperties = new Dictionary<string, object?>
            {
                ["password"] = "hunter2",
                ["key"] = Key,
                ["link"] = "https://example.org/d?signature=abc",
            },
        };
        await using ScriptedServer server = ScriptedServer.Start(request =>
            request.Number == 1
                ? ScriptedResponse.Json(422, $$$"""{"error": {"message": "{{{Key}}} https://example.org/a?signature=abc"}}""")
                : ScriptedResponse.Json(200, """{"id": "cgt-1"}"""));
        MeshVideoClient client = Service.ClientOf(server.Address, key: Key);
        await _batch.RunAsync(client, [row]);
        await _batch.RunAsync(client, [row]);

        Assert.Equal(5, _batch.Lines.Length);
        Assert.DoesNotContain(Key, _batch.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("signature", _batch.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _batch.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", _batch.Text, StringComparison.Ordinal);
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(png));
        Assert.Equal(
            [
                "first_frame: https://example.org/b.png",
                $"reference_image: data:image/png;sha256:{hash}",
                $"reference_image: data:image/png;sha256:{hash}",
            ],
            JsonNode.Parse(_batch.Lines[1])!["media"]!.AsArray().Select(item => item!.ToString()));
    }

    [Fact]
    public async Task The_tasks_can_be_read_by_whoever_has_the_file()
    {
        await using Service service = await Service.StartAsync("""{"on": "create", "kind": "reset", "skip": 1}""");
        VideoRequest[] rows =
        [
            new() { Prompt = "a lake" },
            new() { Prompt = "lost" },
            new() { Prompt = new string('x', 1000), Model = "byteplus/seedance-1-5-pro" },
        ];
        IReadOnlyList<RowOutcome> made = await _batch.RunAsync(service.Client, rows);
        System.IO.File.AppendAllText(_batch.Path, "{\"v\":1,\"kind\":\"task\",\"id\":\"cgt-");

        IReadOnlyList<VideoTask> tasks = BatchJournal.ReadTasks(_batch.Path);

        Assert.Equal([made[0].ToString(), made[2].ToString()], tasks.Select(task => task.Id));
        Assert.Equal([rows[0].Model, rows[2].Model], tasks.Select(task => task.Model));
        Assert.Equal("a lake", tasks[0].Request!.Prompt);
        Assert.StartsWith("xxx", tasks[1].Request!.Prompt, StringComparison.Ordinal);
        Assert.All(tasks, task => Assert.InRange(DateTimeOffset.UtcNow - task.CreatedAt!.Value, TimeSpan.Zero, Expect.Timeout));
        Assert.All(tasks, task => Assert.False(task.IsFinished));
        Assert.Null(MeshVideoClient.ForTask(tasks[0]));
    }

    [Fact]
    public void A_batch_that_has_just_been_opened_has_no_tasks()
    {
        BatchJournal.Open(_batch.Path, resendAmbiguous: false).Dispose();

        Assert.Empty(BatchJournal.ReadTasks(_batch.Path));
    }

    public void Dispose() => _batch.Dispose();
}
