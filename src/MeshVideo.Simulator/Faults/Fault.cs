using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshVideo.Simulator.Faults;

/// <summary>A simulated fault for the requests that it matches. The JSON names are the same.</summary>
public sealed record Fault
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The requests to which the fault applies.</summary>
    public required FaultTarget On { get; init; }

    /// <summary>The kind of the fault.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The number of requests to which the fault applies; -1 for all.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The number of matching requests to skip first.</summary>
    public int Skip { get; init; }

    /// <summary>Applies the fault to every nth matching request.</summary>
    public int Every { get; init; } = 1;

    /// <summary>The id of the task to which the fault applies (get, file and webhook); null for all tasks.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the request is processed before the fault, so that only the response is affected.</summary>
    public bool After { get; init; }

    /// <summary>The HTTP status (status, redirect).</summary>
    public int? Status { get; init; }

    /// <summary>The error code (status); by default the contract's code for that status.</summary>
    public string? Code { get; init; }

    /// <summary>The error message (status).</summary>
    public string? Message { get; init; }

    /// <summary>The Retry-After header (status): seconds, or <c>date:N</c> for the HTTP date N seconds ahead.</summary>
    [JsonConverter(typeof(NumberOrTextConverter))]
    public string? RetryAfter { get; init; }

    /// <summary><c>retry_after_seconds</c> in the error body (status).</summary>
    public double? BodyRetryAfter { get; init; }

    /// <summary>A raw body instead of the error as JSON (status).</summary>
    public string? Body { get; init; }

    /// <summary>The content type of the raw body (status).</summary>
    public string? ContentType { get; init; }

    /// <summary>Additional headers (status, redirect).</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The delay in milliseconds (delay).</summary>
    public int Ms { get; init; }

    /// <summary>The number of bytes of the body to send (truncate, stall).</summary>
    public long Bytes { get; init; }

    /// <summary>The rate of the body (throttle).</summary>
    public int BytesPerSecond { get; init; }

    /// <summary>The target (redirect).</summary>
    public string? Location { get; init; }

    /// <summary>Reads one fault, or an array of them.</summary>
    /// <exception cref="FormatException">The text is not a valid fault.</exception>
    public static IReadOnlyList<Fault> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            IReadOnlyList<Fault> faults = json.AsSpan().TrimStart().StartsWith('[')
                ? JsonSerializer.Deserialize<Fault[]>(json, Json)!
                : [JsonSerializer.Deserialize<Fault>(json, Json)!];
            foreach (Fault fault in faults)
            {
                fault.Check();
            }

            return faults;
        }
        catch (JsonException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <summary>The fault as compact JSON.</summary>
    public override string ToString() =>
        JsonSerializer.Serialize(new { On, Kind, Status, After = After ? true : (bool?)null, Id }, Json);

    internal void Check()
    {
        string? missing = Kind switch
        {
            _ when Every < 1 => "every from 1",
            FaultKind.Status when Status is not (>= 200 and <= 599) => "a status from 200 to 599",
            FaultKind.Status when !IsRetryAfter(RetryAfter) => "a retryAfter of seconds, or date:N",
            FaultKind.Redirect when Location is null => "a location",
            FaultKind.Throttle when BytesPerSecond < 1 => "bytesPerSecond above 0",
            FaultKind.Delay when Ms < 0 => "ms from 0",
            FaultKind.Truncate or FaultKind.Stall when Bytes < 0 => "bytes from 0",
            FaultKind.NotReady or FaultKind.Change or FaultKind.NoRange or FaultKind.WrongType when On != FaultTarget.File =>
                "\"on\":\"file\"",
            FaultKind.ExpireLinks when On is not (FaultTarget.Get or FaultTarget.File or FaultTarget.Any) =>
                "\"on\":\"get\" or \"file\"",
            _ => null,
        };
        if (missing is not null)
        {
            throw new FormatException($"The fault {this} requires {missing}.");
        }
    }

    /// <summary>
    /// Determines whether the value is valid. Any text is allowed, but the value after <c>date:</c> must be a number.
    /// </summary>
    private static bool IsRetryAfter(string? value) =>
        value?.StartsWith("date:", StringComparison.Ordinal) != true
        || double.TryParse(value.AsSpan(5), CultureInfo.InvariantCulture, out _);
}
