using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MeshVideo.Diagnostics;

/// <summary>Creates the checks of Test-MeshVideoConnection from what was found.</summary>
internal static class ConnectionChecks
{
    private const string ApiKey = "ApiKey";
    private const string Proxy = "Proxy";
    private const string Service = "Service";
    private const string Certificate = "Certificate";
    private const string Clock = "Clock";
    private const string Models = "Models";
    private const string FreeSlots = "FreeSlots";

    // The service records times in whole seconds, and responses take time.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CertificateNotice = TimeSpan.FromDays(14);
    private static readonly string[] Names = [ApiKey, Proxy, Service, Certificate, Clock, Models, FreeSlots];

    /// <summary>Creates the checks if there is no connection, because a setting is missing or not valid.</summary>
    /// <param name="keySource">Where the key was found; null if it was not.</param>
    /// <param name="error">The error.</param>
    public static IEnumerable<ConnectionCheck> FromSettings(string? keySource, MeshVideoException error)
    {
        string failed = GetName(error);
        foreach (string name in Names)
        {
            yield return name == failed ? ConnectionCheck.FromError(name, error)
                : name == ApiKey && keySource is not null ? Ok(name, $"The key is from {keySource}.")
                : Skipped(name, "It was not checked, because nothing was sent.");
        }
    }

    /// <summary>Creates the checks of a connection.</summary>
    public static IEnumerable<ConnectionCheck> FromStatus(string keySource, ConnectionStatus status)
    {
        string? failed = status.Error is { } error ? GetName(error) : null;
        bool hasResponse = status.Error is null || status.ResponseTime is not null;
        foreach (string name in Names)
        {
            yield return name == failed ? ConnectionCheck.FromError(name, status.Error!) : name switch
            {
                ApiKey => status.Error is null
                    ? Ok(name, $"The service accepted the key from {keySource}.")
                    : Unknown(name, $"The key is from {keySource}. The service has not accepted it yet."),
                Proxy => Ok(name, status.Proxy is { } proxy ? $"Connections use the proxy {proxy}." : "Connections are direct."),
                Service => hasResponse
                    ? Ok(name, $"{Describe(status.Service)} responded in {FormatMilliseconds(status.ResponseTime)}.")
                    : Unknown(name, $"{Describe(status.Service)} was not reached."),
                Certificate => CheckCertificate(status, hasResponse),
                Clock => CheckClock(status.ClockOffset),
                Models => CheckModels(status.Models),
                _ => CheckSlots(status),
            };
        }
    }

    private static string GetName(MeshVideoException error) => error.Kind switch
    {
        MeshVideoErrorKind.MissingApiKey or MeshVideoErrorKind.InvalidApiKey or MeshVideoErrorKind.Unauthorized
            or MeshVideoErrorKind.Forbidden => ApiKey,
        MeshVideoErrorKind.InvalidProxy or MeshVideoErrorKind.ProxyAuthenticationRequired or MeshVideoErrorKind.ProxyRefused
            => Proxy,
        MeshVideoErrorKind.CertificateRejected => Certificate,
        _ => Service,
    };

    private static ConnectionCheck CheckCertificate(ConnectionStatus status, bool hasResponse)
    {
        if (status.CertificateExpiresAt is not { } expiry)
        {
            return hasResponse && status.Service.Scheme != Uri.UriSchemeHttps
                ? Skipped(Certificate, "The service is on this computer, and the connection is not encrypted.")
                : Unknown(Certificate, "No certificate was received.");
        }

        string detail = $"It is valid until {expiry.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} "
            + $"and was issued by {status.CertificateIssuer}.";
        return expiry - DateTimeOffset.UtcNow < CertificateNotice
            ? new(Certificate, ConnectionCheckStatus.Ok, detail, "Ask the administrator of the service to renew it soon.")
            : Ok(Certificate, detail);
    }

    private static ConnectionCheck CheckClock(TimeSpan? offset)
    {
        if (offset is not { } difference)
        {
            return Unknown(Clock, "The service did not state its time.");
        }

        string detail = $"The clock of the service is {Math.Abs(difference.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)} s "
            + $"{(difference < TimeSpan.Zero ? "behind" : "ahead of")} the clock of this computer.";
        return difference.Duration() > ClockTolerance
            ? new(Clock, ConnectionCheckStatus.Ok, detail, "Tasks are found all the same. Synchronize the clock of this computer.")
            : Ok(Clock, detail);
    }

    private static ConnectionCheck CheckModels(IReadOnlyList<VideoModel>? models) => models switch
    {
        null => Skipped(Models, "The models were not read."),
        { Count: 0 } => Unknown(Models, "The service lists no models."),
        _ when !models.Any(model => model.HasPrice) => Unknown(Models, $"{models.Count} models. The service lists no prices."),
        _ => Ok(Models, $"{models.Count} models, {models.Count(model => model.HasPrice)} of them with prices."),
    };

    private static ConnectionCheck CheckSlots(ConnectionStatus status) =>
        status.Error is not null ? Skipped(FreeSlots, "The tasks were not read.")
        : status.TaskError is { } error ? ConnectionCheck.FromError(FreeSlots, error)
        : Unknown(
            FreeSlots,
            "The service does not state how many tasks it runs at the same time. "
                + (status.PendingTasks is { } count ? $"{count} tasks are queued or running." : string.Empty));

    private static string Describe(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static string FormatMilliseconds(TimeSpan? time) =>
        $"{(time ?? TimeSpan.Zero).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms";

    private static ConnectionCheck Ok(string name, string detail) => new(name, ConnectionCheckStatus.Ok, detail);

    private static ConnectionCheck Unknown(string name, string detail) => new(name, ConnectionCheckStatus.Unknown, detail);

    private static ConnectionCheck Skipped(string name, string detail) => new(name, ConnectionCheckStatus.Skipped, detail);
}
