using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Reports;

/// <summary>A report has what is known of each request, and text in it is never markup.</summary>
public sealed class ReportContentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_has_the_request_the_row_the_result_and_the_files()
    {
        VideoTask task = new()
        {
            Id = "cgt-1",
            Status = VideoTaskStatus.Succeeded,
            Model = "byteplus/m",
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1000),
            UpdatedAt = DateTimeOffset.FromUnixTimeSeconds(1060),
            Seed = 7,
            Duration = 5,
            Resolution = "720p",
            Usage = new VideoTaskUsage(108900, 108900),
            Request = new VideoRequest { Prompt = "a lake", CameraFixed = true, FirstFrame = MediaSource.FromFile("/m/a.png") },
        };
        ReportEntry entry = new()
        {
            Task = task,
            Columns = [new("Shot", "s01"), new("Prompt", "a lake")],
            RequestColumns = ["Prompt"],
            VideoPath = _folder["videos/a #1.mp4"],
            LastFramePath = _folder["videos/a #1.last.png"],
        };

        ReportPage page = await ReportPage.WriteAsync(_folder, "Night", entry);

        System.Text.Json.JsonElement shown = Assert.Single(page.Tasks);
        Assert.Equal("cgt-1", shown.GetProperty("id").GetString());
        Assert.Equal("succeeded", shown.GetProperty("status").GetString());
        Assert.Equal("a lake", shown.GetProperty("prompt").GetString());
        Assert.Equal(7, shown.GetProperty("seed").GetInt64());
        Assert.Equal(108900, shown.GetProperty("tokens").GetInt64());
        Assert.Equal(
            60_000, shown.GetProperty("updated").GetInt64() - shown.GetProperty("created").GetInt64());
        Assert.Equal("videos/a%20%231.mp4", shown.GetProperty("video").GetString());
        Assert.Equal("videos/a%20%231.last.png", shown.GetProperty("frame").GetString());
        Assert.Equal(["Shot=s01", "Prompt=a lake"], ReportPage.Pairs(shown, "columns"));
        Assert.Equal(
            ["Resolution=720p", "Duration=5", "CameraFixed=yes", "FirstFrame=/m/a.png"], ReportPage.Pairs(shown, "parameters"));
        Assert.Equal(["_.html"], _folder.Files.Select(file => file.Replace("report", "_", StringComparison.Ordinal)));
        Assert.Empty(_folder.Parts);
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<!--<script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onfocus=alert(1) x='")]
    [InlineData("{{script}}{{tasks}}{{title}}")]
    [InlineData("&lt;b&gt; &#x3c;")]
    public async Task Text_is_never_markup(string hostile)
    {
        ReportPage safe = await ReportPage.WriteAsync(_folder, "x", Entry("x"));
        System.IO.File.Delete(_folder["report.html"]);

        ReportPage page = await ReportPage.WriteAsync(_folder, hostile, Entry(hostile));

        Assert.Equal(Tags(safe), Tags(page));
        Assert.Equal(hostile, page.Tasks[0].GetProperty("prompt").GetString());
        Assert.Equal($"{hostile}: {hostile}", page.Tasks[0].GetProperty("reason").GetString());
        Assert.Equal(hostile, System.Net.WebUtility.HtmlDecode(page.Element("title")));

        static ReportEntry Entry(string text) => new()
        {
            Task = new VideoTask
            {
                Id = text,
                Status = VideoTaskStatus.Failed,
                Error = new VideoTaskError(text, text),
                Model = text,
                Request = new VideoRequest { Prompt = text },
            },
            Columns = [new(text, text)],
            VideoPath = "/" + text + "/" + text,
            Reason = text,
        };

        static int Tags(ReportPage page) => page.Text.Count(c => c == '<');
    }

    [Fact]
    public async Task Bidirectional_and_control_characters_are_replaced()
    {
        ReportPage page = await ReportPage.WriteAsync(
            _folder, "t\u202e", new ReportEntry { Task = Failed("a\u202egpj.\u001b[31m\nb") });

        Assert.Equal("a\ufffdgpj.\ufffd[31m b", page.Tasks[0].GetProperty("prompt").GetString());
        Assert.Equal("t\ufffd", System.Net.WebUtility.HtmlDecode(page.Element("title")));
    }

    [Fact]
    public async Task Links_have_no_query_in_any_text()
    {
        const string link = "https://files.example/a.png?sig=SECRET";
        VideoTask task = new()
        {
            Id = link,
            Status = VideoTaskStatus.Failed,
            Error = new VideoTaskError(link, $"see {link}"),
            VideoUrl = new Uri(link),
            LastFrameUrl = new Uri(link),
            SafetyIdentifier = link,
            Request = new VideoRequest
            {
                Prompt = link,
                FirstFrame = MediaSource.FromUrl(link),
                ReferenceImages = [MediaSource.FromUrl(link)],
                CallbackUrl = link,
            },
        };

        ReportPage page = await ReportPage.WriteAsync(
            _folder, link, new ReportEntry { Task = task, Columns = [new(link, link)], Reason = link, Prompt = link });

        Assert.Contains("files.example", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policy_allows_only_the_style_and_the_script_of_the_page()
    {
        ReportPage page = await ReportPage.WriteAsync(_folder, "x");

        Assert.Equal(
            "default-src 'none'; img-src 'self' file: data:; media-src 'self' file:; "
                + $"style-src {ReportPage.HashOf(page.Element("style"))}; "
                + $"script-src {ReportPage.HashOf(page.Element("script"))}; base-uri 'none'; form-action 'none'",
            page.Policy);
        Assert.DoesNotContain(
            "http", page.Text.Replace("http-equiv", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(page.Tasks);
    }

    [Fact]
    public async Task A_request_without_a_task_has_its_reason_and_parameters()
    {
        JournalEntry journaled = new()
        {
            Prompt = "a lake",
            Model = "m",
            Reason = "HTTP 400",
            Parameters = new Dictionary<string, string> { ["generate_audio"] = "true", ["motion"] = "1" },
        };

        ReportPage page = await ReportPage.WriteAsync(
            _folder,
            "x",
            ReportEntry.FromJournal(journaled),
            ReportEntry.FromJournal(journaled with { IsOutcomeUnknown = true, Reason = null }));

        Assert.Equal(["notcreated", "unresolved"], page.Tasks.Select(task => task.GetProperty("status").GetString()!));
        Assert.Equal("HTTP 400", page.Tasks[0].GetProperty("reason").GetString());
        Assert.Equal(["GenerateAudio=yes"], ReportPage.Pairs(page.Tasks[0], "parameters"));
    }

    private static VideoTask Failed(string prompt) => new()
    {
        Id = "cgt-1",
        Status = VideoTaskStatus.Failed,
        Request = new VideoRequest { Prompt = prompt },
    };
}
