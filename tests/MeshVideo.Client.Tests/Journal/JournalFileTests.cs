using System;
using System.Diagnostics;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>What is no journal is refused before anything is sent, and never written to.</summary>
public sealed class JournalFileTests : IDisposable
{
    private const string Header = """{"v":1,"kind":"journal","of":"MeshVideo","time":"2026-05-14T18:32:17.000Z"}""";
    private const string Intent = """{"v":1,"kind":"intent","time":"2026-05-14T18:32:17.000Z","hash":"sha256:0","occurrence":1,"service":"https://example.org","model":"m"}""";

    private readonly Batch _batch = new();

    [Theory]
    [InlineData("Prompt,Duration\na lake,5\n")]
    [InlineData("not a journal")]
    [InlineData("{\"prompt\": \"a lake\"}\n")]
    [InlineData("{\"v\": 1, \"kind\": \"journal\", \"of\": \"somebody\", \"time\": \"2026-05-14T18:32:17.000Z\"}\n")]
    [InlineData("[1, 2]\n")]
    [InlineData("{\"v\":1,\"kind\":\"journal\",\"of\":\"MeshVideo\"} and some text that is much longer than a first line can be, without any end of a line\r")]
    [InlineData("\0\0\0\u0020ftypisom")]
    [InlineData("\xFF\xFE{\0")]
    [InlineData(Intent + "\n" + Intent + "\n")]
    public void A_file_that_is_no_journal_is_refused_and_left_as_it_is(string text)
    {
        byte[] content = Encoding.Latin1.GetBytes(text);
        File.WriteAllBytes(_batch.Path, content);

        Refused("not a journal");

        Assert.Equal(content, File.ReadAllBytes(_batch.Path));
    }

    [Theory]
    [InlineData("garbage\n" + Intent + "\n", "line 2")]
    [InlineData(Intent + "\n" + "{\"v\":1,\"kind\":\"ta" + "\n" + Intent + "\n", "line 3")]
    [InlineData("{\"v\":1,\"kind\":\"unheard-of\",\"time\":\"2026-05-14T18:32:17.000Z\"}\n", "line 2")]
    [InlineData("{\"v\":1,\"kind\":\"task\",\"time\":\"2026-05-14T18:32:17.000Z\",\"hash\":\"sha256:0\",\"occurrence\":1}\n", "line 2")]
    [InlineData("{\"v\":1,\"kind\":\"task\",\"time\":\"2026-05-14T18:32:17.000Z\",\"hash\":\"sha256:0\",\"occurrence\":0,\"id\":\"x\"}\n", "line 2")]
    [InlineData("{\"v\":1,\"kind\":\"intent\",\"time\":\"yesterday\",\"hash\":\"sha256:0\",\"occurrence\":1,\"service\":\"s\",\"model\":\"m\"}\n", "line 2")]
    [InlineData("42\n", "line 2")]
    public void A_line_that_was_damaged_is_named(string lines, string named)
    {
        File.WriteAllText(_batch.Path, Header + "\n" + lines);

        Refused(named);
    }

    [Fact]
    public void A_line_without_end_is_refused()
    {
        File.WriteAllText(_batch.Path, Header + "\n" + new string('x', 3 << 20));

        Refused("line 2");
    }

    [Fact]
    public void A_line_nested_without_end_is_refused()
    {
        File.WriteAllText(_batch.Path, Header + "\n" + new string('[', 900_000) + "\n" + Intent + "\n");

        Refused("line 2");
    }

    [Theory]
    [InlineData("")]
    [InlineData(Header + "\n" + Intent + "\n")]
    public void The_journal_of_a_newer_version_is_refused_and_not_to_be_gone_without(string before)
    {
        File.WriteAllText(_batch.Path, before + Header.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal) + "\n");

        Refused("newer version");
        Refused("Update MeshVideo");
    }

    [Fact]
    public void A_journal_that_became_UTF_16_is_not_to_be_gone_without()
    {
        File.WriteAllText(_batch.Path, Header + "\r\n" + Intent + "\r\n", Encoding.Unicode);

        Refused("save it as UTF-8");
    }

    [Fact]
    public void No_lock_file_comes_to_stand_beside_what_is_no_journal()
    {
        File.WriteAllText(_batch.Path, "Prompt,Duration\na lake,5\n");

        Refused("not a journal");

        Assert.Equal(["batch.jsonl"], _batch.Folder.Files);
    }

    [Fact]
    public void A_folder_is_refused()
    {
        Directory.CreateDirectory(_batch.Path);

        Refused("folder");
    }

    [Fact]
    public void A_file_in_no_folder_is_refused()
    {
        string path = Path.Combine(_batch.Folder["no"], "batch.jsonl");

        MeshVideoException error = Assert.Throws<MeshVideoException>(() => BatchJournal.Open(path, resendAmbiguous: false));

        Assert.Equal(MeshVideoErrorKind.JournalUnusable, error.Kind);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Empty(_batch.Folder.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    public void A_path_that_is_none_is_refused(string path)
    {
        MeshVideoException error = Assert.Throws<MeshVideoException>(() => BatchJournal.Open(path, resendAmbiguous: false));

        Assert.Equal(MeshVideoErrorKind.JournalUnusable, error.Kind);
    }

    [Fact]
    public void A_file_that_is_read_only_is_refused()
    {
        File.WriteAllText(_batch.Path, Header + "\n");
        File.SetAttributes(_batch.Path, FileAttributes.ReadOnly);

        MeshVideoException error = Assert.Throws<MeshVideoException>(
            () => BatchJournal.Open(_batch.Path, resendAmbiguous: false));

        Assert.Equal(MeshVideoErrorKind.JournalUnusable, error.Kind);
        Assert.Empty(BatchJournal.ReadTasks(_batch.Path));
        File.SetAttributes(_batch.Path, FileAttributes.Normal);
    }

    [Fact]
    public void To_read_a_journal_there_has_to_be_one()
    {
        MeshVideoException error = Assert.Throws<MeshVideoException>(() => BatchJournal.ReadTasks(_batch.Path));

        Assert.Equal(MeshVideoErrorKind.JournalUnusable, error.Kind);
        Assert.Empty(_batch.Folder.Files);
    }

    [SkippableFact]
    public async Task A_device_that_keeps_nothing_is_refused_before_anything_is_sent()
    {
        Skip.IfNot(File.Exists("/dev/null"), "There is no such device here.");
        await using Service service = await Service.StartAsync();
        File.CreateSymbolicLink(_batch.Path, "/dev/null");

        await Expect.ErrorAsync(MeshVideoErrorKind.JournalUnusable, RunAsync());

        async Task RunAsync()
        {
            using BatchJournal journal = BatchJournal.Open(_batch.Path, resendAmbiguous: false);
            await journal.CreateAsync(service.Client, new VideoRequest { Prompt = "a lake" }, CancellationToken.None);
        }

        Assert.Empty(service.Posts);
    }

    [SkippableTheory]
    [InlineData("/dev/null")]
    [InlineData("/dev/full")]
    [InlineData("/dev/zero")]
    public void A_device_is_refused_and_no_lock_file_comes_to_stand_beside_it(string device)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux tells the type of a file without opening it.");
        File.CreateSymbolicLink(_batch.Path, device);
        bool wasLocked = File.Exists(device + ".lock");

        Refused("device");

        Assert.Equal(wasLocked, File.Exists(device + ".lock"));
    }

    [SkippableFact]
    public void A_link_that_leads_to_itself_is_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Making a link needs a privilege on Windows.");
        File.CreateSymbolicLink(_batch.Path, _batch.Path);

        Refused("Nothing was sent");

        Assert.Equal(["batch.jsonl"], _batch.Folder.Files);
    }

    [Fact]
    public void A_path_through_a_file_or_of_5000_characters_is_refused()
    {
        string file = _batch.Folder.Write("file.txt");
        foreach (string path in new[] { Path.Combine(file, "x"), _batch.Folder[new string('x', 5000)] })
        {
            Assert.Equal(
                MeshVideoErrorKind.JournalUnusable,
                Assert.Throws<MeshVideoException>(() => BatchJournal.Open(path, resendAmbiguous: false)).Kind);
            Assert.Equal(
                MeshVideoErrorKind.JournalUnusable,
                Assert.Throws<MeshVideoException>(() => BatchJournal.ReadTasks(path)).Kind);
        }
    }

    [SkippableFact]
    public void A_pipe_is_refused_without_a_hang()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux tells the type of a file without opening it.");
        using (Process make = Process.Start("mkfifo", _batch.Path))
        {
            Assert.True(make.WaitForExit(Expect.Timeout));
        }

        Refused("pipe");
    }

    [Fact]
    public async Task A_journal_that_an_editor_went_over_is_read_all_the_same()
    {
        await using Service service = await Service.StartAsync();
        await _batch.RunAsync(service, "a lake", "a wood");
        File.WriteAllText(
            _batch.Path,
            _batch.Text.Replace("\n", "\r\n\r\n", StringComparison.Ordinal).TrimEnd(),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        IReadOnlyList<RowOutcome> rows = await _batch.RunAsync(service, "a lake", "a wood", "a hill");

        Assert.Equal(3, service.Host.Tasks.Count);
        Assert.Equal(service.Host.Tasks.All.Select(task => task.Id), rows.Select(row => row.ToString()));
        Assert.Equal(3, _batch.Ids.Count());
    }

    [Fact]
    public async Task A_journal_that_is_cut_or_removed_while_in_use_stops_the_run()
    {
        await using Service service = await Service.StartAsync();
        using BatchJournal journal = BatchJournal.Open(_batch.Path, resendAmbiguous: false);
        await journal.CreateAsync(service.Client, new VideoRequest { Prompt = "a lake" }, CancellationToken.None);
        await journal.CreateAsync(service.Client, new VideoRequest { Prompt = "a wood" }, CancellationToken.None);

        File.WriteAllText(_batch.Path, _batch.Lines[0] + "\n");
        await Expect.ErrorAsync(
            MeshVideoErrorKind.JournalUnusable,
            journal.CreateAsync(service.Client, new VideoRequest { Prompt = "a hill" }, CancellationToken.None));
        File.Delete(_batch.Path);
        await Expect.ErrorAsync(
            MeshVideoErrorKind.JournalUnusable,
            journal.CreateAsync(service.Client, new VideoRequest { Prompt = "a hill" }, CancellationToken.None));

        Assert.Equal(2, service.Posts.Count);
        Assert.False(File.Exists(_batch.Path));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("deleted")]
    [InlineData("folder")]
    [InlineData("moved with its folder")]
    public async Task A_journal_that_is_lost_while_in_use_has_to_be_restored_before_the_batch_is_run_again(string loss)
    {
        const string advice =
            "Restore it before the batch is run again. Otherwise, all requests that it recorded are sent and charged again.";
        await using Service service = await Service.StartAsync(
            """{"on": "create", "kind": "delay", "ms": 1000, "skip": 1, "times": 1}""");
        MeshVideoClient client = service.Client;
        string folder = Directory.CreateDirectory(_batch.Folder["batches"]).FullName;
        string path = Path.Combine(folder, "batch.jsonl");
        using BatchJournal journal = BatchJournal.Open(path, resendAmbiguous: false);
        await journal.CreateAsync(client, new VideoRequest { Prompt = "a lake" }, CancellationToken.None);
        Task<VideoTask> sent = journal.CreateAsync(client, new VideoRequest { Prompt = "a wood" }, CancellationToken.None);
        await service.ArrivedAsync(request => request.Method == "POST", count: 2);

        Lose(loss, folder, path);
        VideoTask task = await sent.WaitAsync(Expect.Timeout);
        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.JournalUnusable,
            journal.CreateAsync(client, new VideoRequest { Prompt = "a hill" }, CancellationToken.None));

        Assert.EndsWith("while it was in use. Nothing was sent. " + advice, error.Message, StringComparison.Ordinal);
        Assert.Contains(loss.Split(' ')[0], error.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"could not record task {task.Id}, which was created: The journal '{path}' cannot be used: ",
            service.Notes.Text,
            StringComparison.Ordinal);
        Assert.Contains(
            $"while it was in use. {advice} The next run with the journal will search for it",
            service.Notes.Text,
            StringComparison.Ordinal);
        Assert.Equal(2, service.Posts.Count);
    }

    private static void Lose(string loss, string folder, string path)
    {
        switch (loss)
        {
            case "truncated":
                File.WriteAllText(path, string.Empty);
                break;
            case "deleted":
                File.Delete(path);
                break;
            case "folder":
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
            default:
                Directory.Move(folder, folder + " moved");
                break;
        }
    }

    public void Dispose() => _batch.Dispose();

    private void Refused(string reason)
    {
        Action[] uses =
        [
            () => BatchJournal.Open(_batch.Path, resendAmbiguous: false).Dispose(),
            () => BatchJournal.ReadTasks(_batch.Path),
        ];
        foreach (Action use in uses)
        {
            MeshVideoException error = Assert.Throws<MeshVideoException>(use);
            Assert.Equal(MeshVideoErrorKind.JournalUnusable, error.Kind);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.Contains(_batch.Path, error.Message, StringComparison.Ordinal);
        }
    }
}
