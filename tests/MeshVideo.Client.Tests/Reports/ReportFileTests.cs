using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Reports;
using Xunit;

namespace MeshVideo.Client.Tests.Reports;

/// <summary>A report is written whole or not at all, and links to files beside it.</summary>
public sealed class ReportFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_incomplete_report_leaves_the_existing_file_unchanged()
    {
        _folder.Write("report.html", 1, 2, 3);

        using (ReportWriter writer = await CreateAsync(overwrite: true))
        {
            await writer.WriteAsync(new ReportEntry { Prompt = new string('a', 9_000) }, CancellationToken.None);
            Assert.Single(_folder.Parts);
        }

        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(_folder["report.html"]));
        Assert.False(Directory.Exists(_folder[".meshvideo"]));
    }

    [Fact]
    public async Task What_a_killed_run_has_left_is_overwritten()
    {
        Directory.CreateDirectory(_folder[".meshvideo"]);
        await File.WriteAllTextAsync(_folder.PartOf("report.html"), new string('x', 500_000));

        using (ReportWriter writer = await CreateAsync())
        {
            await writer.CompleteAsync(CancellationToken.None);
        }

        string page = await File.ReadAllTextAsync(_folder["report.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_file_is_replaced_only_if_that_is_allowed()
    {
        _folder.Write("report.html", 1);

        MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, CreateAsync());
        Assert.Equal([Remedy.AllowReplacing], error.Remedies);

        using (ReportWriter writer = await CreateAsync(overwrite: true))
        {
            await writer.CompleteAsync(CancellationToken.None);
        }

        Assert.True(new FileInfo(_folder["report.html"]).Length > 1000);
    }

    [Fact]
    public async Task A_file_that_appears_meanwhile_is_not_replaced()
    {
        using ReportWriter writer = await CreateAsync();
        _folder.Write("report.html", 1);

        await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, writer.CompleteAsync(CancellationToken.None));

        Assert.Equal([1], await File.ReadAllBytesAsync(_folder["report.html"]));
    }

    [Fact]
    public async Task A_read_only_file_is_replaced_only_if_that_is_allowed_too()
    {
        File.SetAttributes(_folder.Write("report.html", 1), FileAttributes.ReadOnly);

        MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.FileExists, CreateAsync(overwrite: true));
        Assert.Equal([Remedy.ReplaceFile], error.Remedies);

        using ReportWriter writer = await ReportWriter.CreateAsync(
            _folder["report.html"], new ReportOptions { Overwrite = true, OverwriteReadOnly = true }, CancellationToken.None);
        await writer.CompleteAsync(CancellationToken.None);
        Assert.False(new FileInfo(_folder["report.html"]).IsReadOnly);
    }

    [Theory]
    [InlineData("", MeshVideoErrorKind.FileExists)]
    [InlineData("no/such/report.html", MeshVideoErrorKind.WriteFailed)]
    public async Task A_folder_is_neither_replaced_nor_created(string name, MeshVideoErrorKind kind)
    {
        await Expect.ErrorAsync(
            kind,
            ReportWriter.CreateAsync(
                Path.TrimEndingDirectorySeparator(_folder[name]),
                new ReportOptions { Overwrite = true },
                CancellationToken.None));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Two_writers_of_one_file_exclude_each_other()
    {
        using ReportWriter writer = await CreateAsync();

        await Expect.ErrorAsync(MeshVideoErrorKind.WriteFailed, CreateAsync());
        await writer.CompleteAsync(CancellationToken.None);

        Assert.Equal(["report.html"], _folder.Files);
    }

    [SkippableTheory]
    [InlineData("/r", "/r/a.mp4", "a.mp4")]
    [InlineData("/r", "/r/videos/a b#1?.mp4", "videos/a%20b%231%3F.mp4")]
    [InlineData("/r/reports", "/r/videos/a.mp4", "../videos/a.mp4")]
    [InlineData("/r", "/other/a.mp4", "../other/a.mp4")]
    [InlineData("/", "/a.mp4", "a.mp4")]
    [InlineData("/r", "/r/javascript:alert(1)", "javascript%3Aalert%281%29")]
    [InlineData("/r", "/r/霧.mp4", "%E9%9C%A7.mp4")]
    [InlineData("/r/x", "/r/x", "../x")]
    public void A_link_is_relative_and_only_a_path(string folder, string path, string link)
    {
        Skip.If(OperatingSystem.IsWindows(), "The paths are those of Linux and macOS.");
        Assert.Equal(link, RelativeLink.Create(folder, path));
    }

    [Fact]
    public async Task Saved_files_are_found_by_their_records_whatever_their_names_are()
    {
        await using Service service = await Service.StartAsync();
        VideoTask created = await service.Client.CreateAsync(
            new VideoRequest { Prompt = "a lake", ReturnLastFrame = true });
        VideoTask task = await service.Client.GetAsync(created.Id);
        await new VideoDownloader(new DownloadOptions { IncludeLastFrame = true })
            .DownloadAsync(service.Client, task, _folder["shot 1.mp4"]);
        VideoTask named = new() { Id = "cgt-2" };
        _folder.Write("cgt-2.mp4", 1);

        SavedFileIndex index = SavedFileIndex.Read(_folder.Path);

        Assert.Equal(_folder["shot 1.mp4"], index.FindVideo(task));
        Assert.Equal(_folder["shot 1.last.png"], index.FindLastFrame(task));
        Assert.Equal(_folder["cgt-2.mp4"], index.FindVideo(named));
        Assert.Null(index.FindVideo(new VideoTask { Id = "cgt-3" }));
        Assert.Null(SavedFileIndex.Read(_folder["none"]).FindVideo(task));
        File.Delete(_folder["shot 1.mp4"]);
        Assert.Null(SavedFileIndex.Read(_folder.Path).FindVideo(task));
    }

    private Task<ReportWriter> CreateAsync(bool overwrite = false) => ReportWriter.CreateAsync(
        _folder["report.html"], new ReportOptions { Overwrite = overwrite }, CancellationToken.None);
}
