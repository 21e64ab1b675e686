using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Simulator;

namespace MeshVideo.Demo;

/// <summary>Runs demo.ps1, with the module, in a PowerShell of its own that writes to our console.</summary>
internal sealed class PowerShellRoute(SimulatorHost simulator, string folder, CancellationToken cancellationToken)
{
    /// <returns>Whether it went well.</returns>
    public async Task<bool> RunAsync(PowerShell shell, string repository)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "demo.ps1");
        ProcessStartInfo start = shell.Start(repository, "-File", script, "-Folder", AsTyped(repository, folder));
        start.Environment["MESHAPI_BASE_URL"] = simulator.BaseUri.AbsoluteUri;
        start.Environment["MESHAPI_API_KEY"] = simulator.ApiKey;
        ChildResult result = await ChildProcess.RunAsync(start, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return result.Succeeded;
    }

    // A short path where there is one.
    private static string AsTyped(string repository, string folder)
    {
        string relative = Path.GetRelativePath(repository, folder);
        return relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
    }
}
