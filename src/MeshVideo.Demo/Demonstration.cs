using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator;

namespace MeshVideo.Demo;

/// <summary>Two videos made with a simulated service, in PowerShell where there is one.</summary>
internal sealed class Demonstration(DemoArguments arguments, CancellationToken cancellationToken)
{
    private const int VideoCount = 2;
    private const string VideoFiles = "*.mp4";

    private readonly string? _repository = RepositoryFolder.Find();

    /// <returns>Whether the videos are there.</returns>
    public async Task<bool> RunAsync()
    {
        string folder = arguments.Folder ?? Path.Combine(_repository ?? Environment.CurrentDirectory, "out", "demo");
        if (arguments.Folder is null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        string[] earlier = Directory.GetFiles(Directory.CreateDirectory(folder).FullName, VideoFiles);
        bool isDone = await MakeVideosAsync(folder);
        FileInfo[] videos = [.. Directory.GetFiles(folder, VideoFiles).Except(earlier).Select(path => new FileInfo(path))];
        foreach (FileInfo video in videos)
        {
            string size = (video.Length / 1024.0).ToString("N1", CultureInfo.InvariantCulture);
            Console.WriteLine($"{video.FullName}  {size} KiB");
        }

        return isDone && videos.Length == VideoCount && videos.All(video => video.Length > 0);
    }

    private async Task<bool> MakeVideosAsync(string folder)
    {
        // Long enough to see progress.
        SimulatorOptions options = new() { QueueSeconds = 1, RunSeconds = 3 };
        await using SimulatorHost simulator = await SimulatorHost.StartAsync(options, cancellationToken);
        Console.WriteLine(
            $"A simulated Mesh video service is at {simulator.BaseUri.GetLeftPart(UriPartial.Authority)}: no key, no cost.");
        if (await FindPowerShellAsync() is { } shell)
        {
            Console.WriteLine($"In {shell}:\n");
            return await new PowerShellRoute(simulator, folder, cancellationToken).RunAsync(shell, _repository!);
        }

        await new LibraryRoute(simulator, folder, cancellationToken).RunAsync();
        return true;
    }

    private async Task<PowerShell?> FindPowerShellAsync()
    {
        PowerShell? shell = arguments.NoPowerShell || _repository is null
            ? null
            : await new PowerShellFinder(_repository, cancellationToken).FindAsync();
        if (shell is null)
        {
            string reason = arguments.NoPowerShell ? "Without PowerShell, as asked"
                : _repository is null ? "Outside of the repository, so without the module"
                : $"No PowerShell {PowerShell.Oldest} or later was found";
            Console.WriteLine($"{reason}: the same job through the client library.\n");
        }

        return shell;
    }
}
