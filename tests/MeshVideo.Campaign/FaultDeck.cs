using System;
using System.Linq;
using MeshVideo.Simulator.Faults;

namespace MeshVideo.Campaign;

/// <summary>Draws one of the things that can go wrong on the way to the service and to its files.</summary>
internal static class FaultDeck
{
    private const string Html = "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>";

    private static readonly Func<Random, FaultTarget, Fault>[] OfAnswers =
    [
        (_, on) => new() { On = on, Kind = FaultKind.Refuse },
        (_, on) => new() { On = on, Kind = FaultKind.Reset },
        (_, on) => new() { On = on, Kind = FaultKind.Reset, After = true },
        (_, on) => new() { On = on, Kind = FaultKind.Status, Status = 429, RetryAfter = "1" },
        (_, on) => new() { On = on, Kind = FaultKind.Status, Status = 429, BodyRetryAfter = 0.5 },
        (_, on) => new() { On = on, Kind = FaultKind.Status, Status = 429, RetryAfter = "date:1" },
        (_, on) => new() { On = on, Kind = FaultKind.Status, Status = 429 },
        (random, on) => new() { On = on, Kind = FaultKind.Status, Status = ServerError(random) },
        (random, on) => new() { On = on, Kind = FaultKind.Status, Status = ServerError(random), After = true },
        (_, on) => new() { On = on, Kind = FaultKind.Status, Status = 503, RetryAfter = "1" },
        (_, on) => new() { On = on, Kind = FaultKind.Status, Status = 502, Body = Html },
        (_, on) => new() { On = on, Kind = FaultKind.Status, Status = 200, Body = Html, After = true },
        (random, on) =>
            new()
            {
                On = on,
                Kind = FaultKind.Status,
                Status = 200,
                Body = Hostile(random),
                ContentType = "application/json",
                After = true,
            },
        (_, on) => new() { On = on, Kind = FaultKind.Corrupt },
        (_, on) => new() { On = on, Kind = FaultKind.Empty },
        (random, on) => new() { On = on, Kind = FaultKind.Truncate, Bytes = random.Next(0, 40) },
        (random, on) => new() { On = on, Kind = FaultKind.Delay, Ms = random.Next(20, 400) },
        (random, on) =>
            new()
            {
                On = on,
                Kind = FaultKind.Redirect,
                Status = random.Next(2) == 0 ? 302 : 307,
                Location = "http://127.0.0.1:9/elsewhere",
            },
    ];

    private static readonly Func<Random, Fault>[] OfFiles =
    [
        _ => new() { On = FaultTarget.File, Kind = FaultKind.Refuse },
        _ => new() { On = FaultTarget.File, Kind = FaultKind.Reset },
        random => new() { On = FaultTarget.File, Kind = FaultKind.Truncate, Bytes = random.Next(0, 200_000) },
        random => new() { On = FaultTarget.File, Kind = FaultKind.Truncate, Bytes = random.Next(0, 200_000) },
        random => new() { On = FaultTarget.File, Kind = FaultKind.Status, Status = new[] { 401, 403, 404, 410 }[random.Next(4)] },
        random => new() { On = FaultTarget.File, Kind = FaultKind.Status, Status = ServerError(random) },
        _ => new() { On = FaultTarget.File, Kind = FaultKind.Status, Status = 503, RetryAfter = "1" },
        _ => new() { On = FaultTarget.File, Kind = FaultKind.ExpireLinks },
        _ => new() { On = FaultTarget.Get, Kind = FaultKind.ExpireLinks },
        _ => new() { On = FaultTarget.File, Kind = FaultKind.Change },
        _ => new() { On = FaultTarget.File, Kind = FaultKind.NoRange },
        _ => new() { On = FaultTarget.File, Kind = FaultKind.WrongType },
        _ => new() { On = FaultTarget.File, Kind = FaultKind.NotReady },
        _ => new() { On = FaultTarget.File, Kind = FaultKind.Corrupt },
        _ => new() { On = FaultTarget.File, Kind = FaultKind.Empty },
        random => new() { On = FaultTarget.File, Kind = FaultKind.Throttle, BytesPerSecond = random.Next(200_000, 2_000_000) },
        random => new() { On = FaultTarget.File, Kind = FaultKind.Delay, Ms = random.Next(20, 400) },
        _ => new() { On = FaultTarget.File, Kind = FaultKind.Redirect, Location = "http://127.0.0.1:9/elsewhere" },
    ];

    public static Fault Draw(Random random)
    {
        Fault fault = random.Next(10) switch
        {
            < 3 => Answer(random, FaultTarget.Create),
            < 6 => Answer(random, FaultTarget.Get),
            < 7 => Answer(random, FaultTarget.List),
            _ => OfFiles[random.Next(OfFiles.Length)](random),
        };
        return fault with { Skip = random.Next(0, 3), Times = random.Next(1, 3) };
    }

    /// <summary>What a fault is called in the report.</summary>
    public static string NameOf(Fault fault)
    {
        string kind = fault.Kind.ToString().ToLowerInvariant();
        string what = fault switch
        {
            { Kind: FaultKind.Status, Status: 200 } => fault.Body == Html ? "HTML with status 200" : "hostile JSON",
            { Kind: FaultKind.Status, Status: 429 } =>
                fault.RetryAfter is null && fault.BodyRetryAfter is null ? "429" : "429 with a retry delay",
            { Kind: FaultKind.Status, Body: Html } => "HTML from a proxy",
            { Kind: FaultKind.Status } => fault.RetryAfter is null ? $"{fault.Status}" : $"{fault.Status} with a retry delay",
            _ => kind,
        };
        return $"{fault.On.ToString().ToLowerInvariant()}: {what}{(fault.After ? ", after processing" : string.Empty)}";
    }

    private static Fault Answer(Random random, FaultTarget on) => OfAnswers[random.Next(OfAnswers.Length)](random, on);

    private static int ServerError(Random random) => new[] { 500, 502, 503, 504 }[random.Next(4)];

    private static string Hostile(Random random) => random.Next(6) switch
    {
        0 => new string('[', 100_000),
        1 => """{"id": {}, "status": 5, "created_at": "never"}""",
        2 => """{"id": null, "status": "succeeded", "content": [[[]]]}""",
        3 => "\"\\ud800\"",
        4 => string.Concat(Enumerable.Repeat("""{"data":""", 5000)),
        _ => "{\"status\": \"succeeded\", \"created_at\": 1e308, \"id\": \"" + new string('a', 50_000),
    };
}
