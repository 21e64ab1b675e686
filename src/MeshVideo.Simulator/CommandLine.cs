using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MeshVideo.Simulator.Faults;

namespace MeshVideo.Simulator;

/// <summary>Parses the command-line options: --name value, or --name=value.</summary>
internal sealed class CommandLine
{
    private const int DefaultPort = 5080;

    private readonly List<string> _keys = [];
    private readonly List<Fault> _faults = [];
    private int? _filePort;

    private CommandLine() => Options = new SimulatorOptions { Port = DefaultPort };

    public SimulatorOptions Options { get; }

    public bool Help { get; private set; }

    public bool StopWithStandardInput { get; private set; }

    /// <exception cref="FormatException">An option is not valid.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        CommandLine line = new();
        Queue<string> rest = new(arguments);
        while (rest.TryDequeue(out string? argument))
        {
            string[] parts = argument.Split('=', 2);
            if (parts.Length == 1 && line.TrySwitch(argument))
            {
                continue;
            }

            line.Set(parts[0], () =>
                parts.Length == 2 ? parts[1]
                : rest.TryDequeue(out string? next) ? next
                : throw new FormatException($"The option {argument} requires a value."));
        }

        line.Complete();
        return line;
    }

    private bool TrySwitch(string name)
    {
        switch (name)
        {
            case "--content-array":
                Options.ContentAsArray = true;
                return true;
            case "--webhook-per-status":
                Options.WebhookPerStatus = true;
                return true;
            case "--verbose":
                Options.Log = Console.Out;
                return true;
            case "--stop-with-stdin":
                StopWithStandardInput = true;
                return true;
            case "--help" or "-h" or "-?":
                Help = true;
                return true;
            default:
                return false;
        }
    }

    private void Set(string name, Func<string> value)
    {
        switch (name)
        {
            case "--port":
                Options.Port = (int)ParseInteger(name, value(), 0, ushort.MaxValue);
                break;
            case "--file-port":
                _filePort = (int)ParseInteger(name, value(), 0, ushort.MaxValue);
                break;
            case "--file-base-uri":
                Options.PublicFileBaseUri = ParseWebAddress(name, value());
                break;
            case "--key":
                _keys.Add(value());
                break;
            case "--queue-seconds":
                Options.QueueSeconds = ParseNumber(name, value(), 0);
                break;
            case "--run-seconds":
                Options.RunSeconds = ParseNumber(name, value(), 0);
                break;
            case "--speed":
                Options.Speed = ParseNumber(name, value(), 0.001);
                break;
            case "--link-seconds":
                Options.LinkSeconds = ParseNumber(name, value(), 0);
                break;
            case "--clock-skew-seconds":
                Options.ClockSkewSeconds = ParseNumber(name, value(), -1e9);
                break;
            case "--spend-limit":
                Options.SpendLimit = (int)ParseInteger(name, value(), 0, int.MaxValue);
                break;
            case "--rate-limit":
                Options.RateLimit = (int)ParseInteger(name, value(), 1, int.MaxValue);
                break;
            case "--max-running":
                Options.MaxRunning = (int)ParseInteger(name, value(), 1, int.MaxValue);
                break;
            case "--create-seconds":
                Options.CreateSeconds = ParseNumber(name, value(), 0);
                break;
            case "--discount-pct":
                Options.DiscountPercent = ParseInteger(name, value(), 0, 100);
                break;
            case "--file-bytes":
                Options.FileBytes = ParseInteger(name, value(), 0, long.MaxValue / 2);
                break;
            case "--fault":
                _faults.AddRange(Fault.Parse(value()));
                break;
            default:
                throw new FormatException($"The option {name} is unknown.");
        }
    }

    private void Complete()
    {
        Options.FilePort = _filePort ?? (Options.Port is > 0 and < ushort.MaxValue ? Options.Port + 1 : 0);
        Options.Faults = _faults;
        if (_keys.Count > 0)
        {
            Options.Keys = [.. _keys.Distinct()];
        }
    }

    private static long ParseInteger(string name, string text, long minimum, long maximum) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            && number >= minimum && number <= maximum
            ? number
            : throw new FormatException($"The value of {name} must be an integer from {minimum} to {maximum}, not '{text}'.");

    private static Uri ParseWebAddress(string name, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address
            : throw new FormatException($"The value of {name} must be a URL such as https://files.example, not '{text}'.");

    private static double ParseNumber(string name, string text, double minimum) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number >= minimum && number <= 1e9
            ? number
            : throw new FormatException(
                    FormattableString.Invariant($"The value of {name} must be a number from {minimum} to 1e9, not '{text}'."));
}
