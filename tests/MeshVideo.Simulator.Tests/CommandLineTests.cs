using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Tests.Support;
using MeshVideo.Tests.Support;
using Xunit;

namespace MeshVideo.Simulator.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_options_it_is_where_the_help_says()
    {
        SimulatorOptions options = CommandLine.Parse([]).Options;
        Assert.Equal((5080, 5081), (options.Port, options.FilePort));
        Assert.Equal([SimulatorOptions.DefaultKey], options.Keys);
        Assert.Equal((2, 8, 1, 86400), (options.QueueSeconds, options.RunSeconds, options.Speed, options.LinkSeconds));
    }

    [Fact]
    public void Every_option_is_understood()
    {
        CommandLine line = CommandLine.Parse([
            "--port", "6000", "--file-port=7000", "--key", "a", "--key", "b",
            "--queue-seconds", "0.5", "--run-seconds", "1", "--speed", "60",
            "--link-seconds", "30", "--spend-limit", "3", "--rate-limit", "4",
            "--max-running", "5", "--create-seconds", "1.5", "--discount-pct", "12", "--content-array", "--webhook-per-status",
            "--file-bytes", "5000000000", "--verbose", "--stop-with-stdin",
            "--fault", """{"on":"get","kind":"redirect","location":"/?a=b"}""", "--fault", """[{"on":"list","kind":"hang"}]"""]);
        SimulatorOptions options = line.Options;
        Assert.Equal((6000, 7000), (options.Port, options.FilePort));
        Assert.Equal(["a", "b"], options.Keys);
        Assert.Equal((0.5, 1, 60, 30), (options.QueueSeconds, options.RunSeconds, options.Speed, options.LinkSeconds));
        Assert.Equal((3, 4, 5000000000), (options.SpendLimit, options.RateLimit, options.FileBytes));
        Assert.Equal((5, 1.5, 12), (options.MaxRunning, options.CreateSeconds, options.DiscountPercent));
        Assert.True(options.ContentAsArray && options.WebhookPerStatus);
        Assert.Equal(Console.Out, options.Log);
        Assert.True(line.StopWithStandardInput);
        Assert.Equal([FaultKind.Redirect, FaultKind.Hang], [options.Faults[0].Kind, options.Faults[1].Kind]);
        Assert.Equal(0, CommandLine.Parse(["--port", "0"]).Options.FilePort);
    }

    [Theory]
    [InlineData("--prot")]
    [InlineData("5080")]
    [InlineData("--port")]
    [InlineData("--port=http")]
    [InlineData("--port=70000")]
    [InlineData("--speed=0")]
    [InlineData("--rate-limit=0")]
    [InlineData("--max-running=0")]
    [InlineData("--discount-pct=101")]
    [InlineData("--run-seconds=-1")]
    [InlineData("--fault={}")]
    public async Task A_bad_option_ends_it_with_2(string argument)
    {
        string message = Assert.Throws<FormatException>(() => CommandLine.Parse([argument])).Message;
        Assert.DoesNotContain('\n', message);
        if (argument == "--prot")
        {
            Assert.Equal((2, "", $"The option --prot is unknown. See --help.{Environment.NewLine}"), await RunAsync(argument));
        }
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        (int code, string output, string _) = await RunAsync("--help");
        Assert.Equal(0, code);
        Assert.Equal(CommandLineHelp.Text, output);
        Assert.All(
            ["--port", "--file-port", "--key", "--queue-seconds", "--run-seconds", "--speed", "--link-seconds", "--spend-limit",
             "--rate-limit", "--max-running", "--create-seconds", "--discount-pct", "--content-array", "--webhook-per-status",
             "--file-bytes", "--fault", "--verbose", "--stop-with-stdin", "[simulate:failed]"],
            word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_in_use_ends_it_with_1()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        (int code, string output, string error) = await RunAsync(
            "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}", "--file-port", "0");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("address already in use", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task It_prints_the_two_lines_to_paste_and_ends_with_standard_input()
    {
        using Process process = Start("--port", "0", "--stop-with-stdin", "--verbose");
        await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        string address = Value(
            await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)), "$env:MESHAPI_BASE_URL = '");
        string key = Value(
            await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)), "$env:MESHAPI_API_KEY = '");

        using HttpClient client = new() { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.Equal(200, (await Reply.OfAsync(client.GetAsync("/v1/models"))).Status);
        Assert.EndsWith(
            "GET /v1/models 200",
            await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)),
            StringComparison.Ordinal);

        process.StandardInput.Close();
        await process.WaitForExitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, process.ExitCode);

        static string Value(string? line, string start)
        {
            Assert.StartsWith(start, line, StringComparison.Ordinal);
            return line![start.Length..^1];
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        (string output, string error) = await process.ReadToEndAsync(TimeSpan.FromMinutes(1));
        return (process.ExitCode, output, error);
    }

    private static Process Start(params string[] arguments)
    {
        string program = Path.ChangeExtension(typeof(SimulatorHost).Assembly.Location, "dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
