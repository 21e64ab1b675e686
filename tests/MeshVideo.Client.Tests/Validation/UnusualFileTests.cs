using System;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>Files that are none, or change under one's hands: a clear refusal or the right request, and never a hang.</summary>
public sealed class UnusualFileTests(ClientAndService judges) : IClassFixture<ClientAndService>, IDisposable
{
    // Nothing is read here, so that anything but an answer at once is a hang.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_of_random_bytes()
    {
        byte[] content = new byte[5000];
        new Random(7).NextBytes(content);
        await MismatchedAsync(_folder.Write("a.png", content), "no known media type", "image/png");
    }

    [Fact]
    public Task An_empty_file() => RefusedAsync(_folder.Write("a.png"), "empty");

    [Fact]
    public Task A_folder() => RefusedAsync(_folder.Path, "folder");

    [Fact]
    public Task No_file() => RefusedAsync(_folder["none.png"], "no such file");

    [Fact]
    public Task A_clip_given_for_an_image() =>
        MismatchedAsync(_folder.Write("a.png", SampleClips.Mp4(4)), "video/mp4, not an image", "video/mp4");

    [SkippableFact]
    [Trait("Build", "net8.0")]
    public async Task A_pipe_that_nobody_writes_to()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no named pipes in folders.");
        string path = _folder["pipe"];
        using (Process make = Process.Start("mkfifo", path))
        {
            await make.WaitForExitAsync(Expect.Timeout);
        }

        await RefusedAsync(path, "pipe");
        File.CreateSymbolicLink(_folder["link.png"], path);
        await RefusedAsync(_folder["link.png"], "pipe");
    }

    [SkippableFact]
    public async Task A_socket_and_a_device()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no sockets or devices in folders.");
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        await RefusedAsync(_folder["socket"], "socket");
        await RefusedAsync("/dev/zero", "device");
        await RefusedAsync("/dev/stdin", null);
    }

    [SkippableFact]
    [Trait("Build", "net8.0")]
    public async Task A_link_to_a_file_is_the_file_and_one_to_nowhere_is_none()
    {
        Skip.If(OperatingSystem.IsWindows(), "Making a link needs a privilege on Windows.");
        File.CreateSymbolicLink(_folder["good.png"], _folder.Write("target", SampleImages.Png(400, 400)));
        File.CreateSymbolicLink(_folder["again.png"], _folder["good.png"]);
        File.CreateSymbolicLink(_folder["bad.png"], _folder["nowhere"]);

        await judges.TakeAsync(Frame(_folder["good.png"]));
        await judges.TakeAsync(Frame(_folder["again.png"]));
        await RefusedAsync(_folder["bad.png"], "no such file");
    }

    [Theory]
    [InlineData(VideoRequest.DefaultModel, "FirstFrame")]
    [InlineData("byteplus/experimental", "Request body")]
    public async Task A_file_of_3_GB_is_refused_by_its_length_alone(string model, string parameter)
    {
        MediaSource source = judges.Sparse(SampleImages.Png(400, 400), 3L << 30);
        ValidationResult result = await RequestValidator.ValidateAsync(new VideoRequest { FirstFrame = source, Model = model })
            .WaitAsync(AtOnce);

        Assert.Contains(result.Violations, violation => violation.Parameter == parameter);
        Assert.Contains(
            result.Violations,
            violation => violation.Parameter == "Request body" && violation.Actual.Contains("4096 MB", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[a] b.png")]
    [InlineData("it's (1) & $x `b`.png")]
    [InlineData("-FirstFrame")]
    [InlineData(" leading and trailing ")]
    [InlineData("😀 é 中.png")]
    [InlineData("*?\"<>|.png")]
    [InlineData("a\nb\t.png")]
    public async Task A_name_may_be_anything_that_a_name_may_be(string name)
    {
        if (OperatingSystem.IsWindows() && name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            return;
        }

        string path = _folder.Write(name, SampleImages.Png(400, 400));
        await judges.TakeAsync(Frame(path));
        await File.WriteAllBytesAsync(path, SampleImages.Png(200, 400));
        await judges.RefuseAsync(Frame(path), "FirstFrame");
    }

    [Fact]
    public async Task A_file_that_goes_after_it_was_checked()
    {
        VideoRequest request = Frame(_folder.Write("a.png", SampleImages.Png(400, 400)));
        Assert.True((await RequestValidator.ValidateAsync(request)).IsValid);

        File.Delete(request.FirstFrame!.Path!);
        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.MediaUnreadable, judges.Service.Client.CreateAsync(request));

        Assert.Contains("a.png", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_grows_after_it_was_checked_has_to_be_checked_again()
    {
        VideoRequest request = Frame(_folder.Write("a.png", SampleImages.Png(400, 400)));
        PreparedRequest prepared = await RequestValidator.PrepareAsync(request);
        Assert.True(RequestValidator.Validate(prepared).IsValid);

        await File.AppendAllTextAsync(request.FirstFrame!.Path!, "more");
        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.MediaUnreadable, judges.Service.Client.CreateAsync(prepared));

        Assert.Contains("length changed from 33 to 37", error.Message, StringComparison.Ordinal);
        await judges.TakeAsync(request);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_file_replaced_by_one_of_the_same_length_is_not_sent(bool isRenamed, bool hasJournal)
    {
        string path = _folder.Write("a.png", SampleImages.Png(400, 400));
        PreparedRequest prepared = await PreparedRequest.CreateAsync(Frame(path), includeHashes: hasJournal);
        DateTime written = File.GetLastWriteTimeUtc(path);
        string target = isRenamed ? _folder["new.png"] : path;
        byte[] other = SampleImages.Png(400, 401);
        Assert.Equal(new FileInfo(path).Length, other.Length);
        await File.WriteAllBytesAsync(target, other);
        // The clock of a file system may be coarse.
        File.SetLastWriteTimeUtc(target, written.AddSeconds(1));
        File.Move(target, path, overwrite: true);
        int sent = judges.Service.Host.Tasks.Count;

        using BatchJournal? journal = hasJournal ? BatchJournal.Open(_folder["batch.jsonl"], resendAmbiguous: false) : null;
        Task<VideoTask> Create(PreparedRequest request) =>
            journal?.CreateAsync(judges.Service.Client, request, default) ?? judges.Service.Client.CreateAsync(request);
        MeshVideoException error = await Expect.ErrorAsync(MeshVideoErrorKind.MediaUnreadable, Create(prepared));

        Assert.Contains("was changed", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was created", error.Message, StringComparison.Ordinal);
        Assert.Equal(sent, judges.Service.Host.Tasks.Count);
        await Create(await PreparedRequest.CreateAsync(new VideoRequest { Prompt = "a lake" }, includeHashes: hasJournal));
        await Create(await PreparedRequest.CreateAsync(Frame(path), includeHashes: hasJournal));
        Assert.Equal(sent + 2, judges.Service.Host.Tasks.Count);
    }

    [Fact]
    public async Task A_file_that_is_only_read_after_it_was_checked_is_sent()
    {
        string path = _folder.Write("a.png", SampleImages.Png(400, 400));
        PreparedRequest prepared = await PreparedRequest.CreateAsync(Frame(path));
        await File.ReadAllBytesAsync(path);
        File.SetLastAccessTimeUtc(path, DateTime.UtcNow.AddHours(1));

        Assert.NotNull(await judges.Service.Client.CreateAsync(prepared));
    }

    private static VideoRequest Frame(string path) => new() { FirstFrame = MediaSource.FromFile(path) };

    /// <summary>Refused by the rules; sent where they are passed by.</summary>
    private async Task MismatchedAsync(string path, string reason, string sentType)
    {
        ValidationResult result = await RequestValidator.ValidateAsync(Frame(path));
        RuleViolation violation = Assert.Single(result.Violations);
        Assert.Contains(path, violation.Actual, StringComparison.Ordinal);
        Assert.Contains(reason, violation.Actual, StringComparison.Ordinal);
        Assert.Equal([Remedy.SkipValidation], result.ToException()!.Remedies);
        Assert.Equal(422, await judges.SendAsync(Frame(path)));
        VideoRequest unknown = Frame(path) with { Model = "byteplus/experimental" };
        Assert.Contains(
            reason, Assert.Single((await RequestValidator.ValidateAsync(unknown)).Warnings), StringComparison.Ordinal);
        await judges.TakeAsync(unknown);
        Assert.Contains(sentType, await RequestPreview.ToJsonAsync(Frame(path)), StringComparison.Ordinal);
    }

    /// <summary>Refused by the rules, and by the sending too should the rules be passed by.</summary>
    private async Task RefusedAsync(string path, string? reason)
    {
        // An open that blocks, blocks its thread: the test must not be the one.
        VideoRequest request = Frame(path);
        foreach (string model in new[] { VideoRequest.DefaultModel, "byteplus/experimental" })
        {
            ValidationResult result = await Task.Run(() => RequestValidator.ValidateAsync(request with { Model = model }))
                .WaitAsync(AtOnce);
            RuleViolation violation = Assert.Single(result.Violations);
            Assert.Equal("FirstFrame", violation.Parameter);
            Assert.Contains(path, violation.Actual, StringComparison.Ordinal);
            Assert.Contains(reason ?? string.Empty, violation.Actual, StringComparison.Ordinal);
            Assert.Empty(result.ToException()!.Remedies);
        }

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.MediaUnreadable, Task.Run(() => judges.Service.Client.CreateAsync(request)).WaitAsync(AtOnce));
        Assert.Contains(reason ?? string.Empty, error.Message, StringComparison.Ordinal);
        string preview = await Task.Run(() => RequestPreview.ToJsonAsync(request)).WaitAsync(AtOnce);
        Assert.Contains("cannot be sent", preview, StringComparison.Ordinal);
    }
}
