using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Tasks;
using MeshVideo.Tests.Support;

namespace MeshVideo.Benchmarks;

/// <summary>A simulator in a process of its own, so that what it costs is not counted.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();

    private SimulatorProcess(Process process) => _process = process;

    public string Address { get; private set; } = string.Empty;

    public string Key { get; private set; } = string.Empty;

    public static async Task<SimulatorProcess> StartAsync(params string[] arguments)
    {
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string library = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "MeshVideo.Simulator", configuration, "MeshVideo.Simulator.dll"));
        ProcessStartInfo start = new("dotnet", [library, "--port", "0", "--file-port", "0", "--stop-with-stdin", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        SimulatorProcess simulator = new(Process.Start(start)!);
        while (simulator.Key.Length == 0)
        {
            string line = await simulator._process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException("The simulator did not start.");
            string[] parts = line.Split('\'');
            if (line.Contains("MESHAPI_BASE_URL", StringComparison.Ordinal))
            {
                simulator.Address = parts[1];
            }
            else if (line.Contains("MESHAPI_API_KEY", StringComparison.Ordinal))
            {
                simulator.Key = parts[1];
            }
        }

        simulator._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", simulator.Key);
        return simulator;
    }

    public Dictionary<string, string> Environment => new() { ["MESHAPI_BASE_URL"] = Address, ["MESHAPI_API_KEY"] = Key };

    public async Task SeedAsync(int count)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync($"{Address}/simulator/tasks/seed", new { count });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes a clip, whose size is the simulator's <c>--file-bytes</c>, and fetches it.</summary>
    public async Task MakeClipAsync(string path)
    {
        string id = await MakeTaskAsync();
        await FinishAsync(id);
        JsonElement task = await _http.GetFromJsonAsync<JsonElement>($"{Address}/v1/video/generations/{id}");
        using HttpClient files = new();
        await using Stream clip = await files.GetStreamAsync(task.GetProperty("content").GetProperty("video_url").GetString());
        await using FileStream file = File.Create(path);
        await clip.CopyToAsync(file);
    }

    public async Task ForgetRequestsAsync()
    {
        using HttpResponseMessage answer = await _http.DeleteAsync($"{Address}/simulator/requests");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How often the API was asked by GET and by POST, and over how many connections.</summary>
    public async Task<(int Reads, int Creates, int Connections)> CountRequestsAsync()
    {
        JsonElement requests = await _http.GetFromJsonAsync<JsonElement>($"{Address}/simulator/requests?path=/v1/");
        ILookup<string?, string?> connections = requests.EnumerateArray()
            .ToLookup(
                request => request.GetProperty("method").GetString(), request => request.GetProperty("connectionId").GetString());
        return (connections["GET"].Count(), connections["POST"].Count(), connections.SelectMany(ids => ids).Distinct().Count());
    }

    /// <summary>How often each task was read.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountReadsAsync()
    {
        JsonElement requests = await _http.GetFromJsonAsync<JsonElement>(
            $"{Address}/simulator/requests?method=GET&path=/v1/video/generations/");
        return requests.EnumerateArray()
            .GroupBy(request => request.GetProperty("path").GetString()!.Split('/')[^1])
            .ToDictionary(task => task.Key, task => task.Count());
    }

    /// <summary>Makes a task.</summary>
    public async Task<string> MakeTaskAsync()
    {
        object request =
            new { model = "byteplus/dreamina-seedance-2-0", content = new[] { new { type = "text", text = "a lake" } } };
        return (await PostAsync("/v1/video/generations", request)).GetProperty("id").GetString()!;
    }

    /// <summary>Ends a task.</summary>
    public Task FinishAsync(string id) => PostAsync($"/simulator/tasks/{id}/finish", new { status = "succeeded" });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(TimeSpan.FromSeconds(20));
        _process.Dispose();
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(Address + path, body);
        answer.EnsureSuccessStatusCode();
        string text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
