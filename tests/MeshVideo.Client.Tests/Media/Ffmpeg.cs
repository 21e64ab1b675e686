using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Media;

/// <summary>Runs ffmpeg and ffprobe, which have to be on the PATH.</summary>
internal static class Ffmpeg
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static bool IsInstalled => Array.TrueForAll(["ffmpeg", "ffprobe"], IsOnPath);

    /// <summary>Makes several files of the same inputs.</summary>
    /// <param name="folder">Where they are made, in folders named after their containers.</param>
    /// <param name="inputs">The inputs' arguments, separated by spaces.</param>
    /// <param name="outputs">For each file its arguments, ending in its name.</param>
    public static async Task MakeAsync(string folder, string inputs, IEnumerable<string> outputs)
    {
        string[] all = [.. outputs];
        foreach (string output in all)
        {
            Directory.CreateDirectory(Path.Combine(folder, Path.GetDirectoryName(output.Split(' ')[^1])!));
        }

        string[] arguments = ["-v error -nostdin -y", inputs, .. all];
        (string _, string error) = await RunAsync(
            "ffmpeg", folder, [.. arguments.SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))]);
        string[] missing =
            [.. all.Select(output => output.Split(' ')[^1]).Where(name => !File.Exists(Path.Combine(folder, name)))];
        Assert.True(missing.Length == 0, $"ffmpeg did not make {string.Join(", ", missing)}: {error}");
    }

    public static async Task<(string Output, string Error)> RunAsync(string program, string folder, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        return await process.ReadToEndAsync(Limit);
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder =>
            File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
