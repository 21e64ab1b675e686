using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator;

namespace MeshVideo.Demo;

/// <summary>Runs demo.ps1, which uses the module, in a separate PowerShell process in the same console.</summary>
internal sealed class PowerShellDemo(SimulatorHost simulator, string folder, CancellationToken cancellationToken)
{
    /// <summary>Runs the script.</summary>
    /// <returns>Whether the script succeeded.</returns>
    public async Task<bool> RunAsync(PowerShell shell, string repository)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "demo.ps1");
        ProcessStartInfo start = shell.Start(repository, "-File", script, "-Folder", ToShortPath(repository, folder));
        start.Environment["MESHAPI_BASE_URL"] = simulator.BaseUri.AbsoluteUri;
        start.Environment["MESHAPI_API_KEY"] = simulator.ApiKey;
        ChildResult result = await ChildProcess.RunAsync(start, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return result.Succeeded;
    }

    // A path in the repository is shown as a relative path, which is shorter.
    private static string ToShortPath(string repository, string folder)
    {
        string relative = Path.GetRelativePath(repository, folder);
        return relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
    }
}
