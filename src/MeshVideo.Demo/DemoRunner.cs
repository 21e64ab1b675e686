using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator;

namespace MeshVideo.Demo;

/// <summary>Creates two videos with a simulated service, in PowerShell if it is installed.</summary>
internal sealed class DemoRunner(DemoArguments arguments, CancellationToken cancellationToken)
{
    private const int VideoCount = 2;
    private const string VideoPattern = "*.mp4";

    private readonly string? _repository = RepositoryFolder.Find();

    /// <summary>Runs the demo.</summary>
    /// <returns>Whether the videos were saved.</returns>
    public async Task<bool> RunAsync()
    {
        string folder = arguments.Folder ?? Path.Combine(_repository ?? Environment.CurrentDirectory, "out", "demo");
        if (arguments.Folder is null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        string[] existing = Directory.GetFiles(Directory.CreateDirectory(folder).FullName, VideoPattern);
        bool succeeded = await CreateVideosAsync(folder);
        FileInfo[] videos = [.. Directory.GetFiles(folder, VideoPattern).Except(existing).Select(path => new FileInfo(path))];
        foreach (FileInfo video in videos)
        {
            string size = (video.Length / 1024.0).ToString("N1", CultureInfo.InvariantCulture);
            Console.WriteLine($"{video.FullName}  {size} KiB");
        }

        return succeeded && videos.Length == VideoCount && videos.All(video => video.Length > 0);
    }

    private async Task<bool> CreateVideosAsync(string folder)
    {
        // Long enough to show progress.
        SimulatorOptions options = new() { QueueSeconds = 1, RunSeconds = 3 };
        await using SimulatorHost simulator = await SimulatorHost.StartAsync(options, cancellationToken);
        Console.WriteLine(
            $"The simulated service runs at {simulator.BaseUri.GetLeftPart(UriPartial.Authority)}. Nothing is charged.");
        if (await FindPowerShellAsync() is { } shell)
        {
            Console.WriteLine($"The demo runs in {shell}.\n");
            return await new PowerShellDemo(simulator, folder, cancellationToken).RunAsync(shell, _repository!);
        }

        await new ClientLibraryDemo(simulator, folder, cancellationToken).RunAsync();
        return true;
    }

    private async Task<PowerShell?> FindPowerShellAsync()
    {
        PowerShell? shell = arguments.NoPowerShell || _repository is null
            ? null
            : await new PowerShellFinder(_repository, cancellationToken).FindAsync();
        if (shell is null)
        {
            string reason = arguments.NoPowerShell ? "--no-powershell is specified"
                : _repository is null ? "The repository was not found"
                : $"No PowerShell {PowerShell.MinimumVersion} or later was found";
            Console.WriteLine($"{reason}. The demo uses the client library.\n");
        }

        return shell;
    }
}
