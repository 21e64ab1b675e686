using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using MeshVideo.Downloads;
using MeshVideo.Storage;
using Xunit;

namespace MeshVideo.Client.Tests.Downloads;

/// <summary>Part files that were written without locks are deleted when their process has certainly ended.</summary>
public sealed class UnlockedPartFilesTests : IDisposable
{
    private static readonly string Name = UnlockedPartFiles.CreateName();
    private static readonly string Download = Name.Split('.')[1];

    private readonly TempFolder _folder = new();

    public UnlockedPartFilesTests() => Directory.CreateDirectory(_folder[".meshvideo"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_file_of_an_ended_process_is_deleted_when_another_video_is_saved() =>
        Assert.False(await IsKeptAsync($"{await GetEndedProcessAsync()}.{Download}"));

    [Fact]
    public async Task The_file_of_a_running_process_is_kept() => Assert.True(await IsKeptAsync(Name));

    [Fact]
    public async Task The_file_of_another_computer_is_kept_for_a_week()
    {
        string name = $"0123456789abcdef-{ProcessIdentity.Current.Split('-')[1]}.{Download}";

        Assert.True(await IsKeptAsync(name, TimeSpan.FromDays(6)));
        Assert.False(await IsKeptAsync(name, TimeSpan.FromDays(8)));
    }

    [Theory]
    [InlineData("a.mp4")]
    [InlineData("v1.0123456789abcdef0123456789abcdef.mp4")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task The_partial_download_of_a_video_is_kept(string target) =>
        Assert.True(await IsKeptAsync(target, TimeSpan.FromDays(365)));

    private static async Task<string> GetEndedProcessAsync()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return $"{ProcessIdentity.Current.Split('-')[0]}-{process.Id}";
    }

    private async Task<bool> IsKeptAsync(string name, TimeSpan age = default)
    {
        string path = _folder[$".meshvideo/{name}.part"];
        File.WriteAllText(path, "partial");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
        await using FileHost host = FileHost.Start(
            _ => Task.FromResult(ScriptedResponse.Of(200, "video/mp4", Mp4.OfSize(1000))));

        await host.DownloadAsync(_folder["other.mp4"], overwrite: true);

        return File.Exists(path);
    }
}
