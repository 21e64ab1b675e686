using System;
using System.Net.Http;

namespace MeshVideo.Http;

/// <summary>Creates exceptions for requests that failed in the transport.</summary>
internal static class TransportErrors
{
    public static MeshVideoException CreateUnreachable(Uri address, ProxyRoute? route, Exception cause, bool isBeforeSending)
    {
        ConnectionError error = ConnectionError.From(address, route, cause);
        string nothingSent = isBeforeSending || error.IsBeforeSending ? "Nothing was sent. " : string.Empty;
        return new(
            error.Kind,
            $"The service at {FormatHost(address)} could not be reached: {error.Reason}. {nothingSent}{error.Advice}".TrimEnd(),
            cause)
        {
            Remedies = error.Remedies,
        };
    }

    public static MeshVideoException CreateTimedOut(Uri address, TimeSpan timeout, Exception? cause = null) =>
        new(
            MeshVideoErrorKind.TimedOut,
            $"The service at {FormatHost(address)} did not respond within {Math.Round(timeout.TotalSeconds)} s. Try again later.",
            cause);

    /// <summary>
    /// Gets the message of the innermost exception, which is more specific than "An error occurred while sending the request".
    /// </summary>
    public static string GetInnermostMessage(Exception exception) => exception.GetBaseException().Message.TrimEnd('.') + ".";

    /// <summary>
    /// Replaces an exception whose text contains secrets by one with a redacted message. .NET quotes response lines that it
    /// cannot parse, which can repeat the API key, and the address of a proxy with its password.
    /// </summary>
    public static Exception Redact(Exception exception, Func<string, string> redact)
    {
        // Lines are compared one by one because the redacted form of a text is a single line, and a stack trace has many.
        if (Array.TrueForAll(exception.ToString().Split('\n'), line => line.TrimEnd('\r') is var text && redact(text) == text))
        {
            return exception;
        }

        string message = redact(GetInnermostMessage(exception));
#if NET
        return exception is HttpRequestException { HttpRequestError: var error, StatusCode: var status }
            ? new HttpRequestException(error, message, inner: null, status)
            : new HttpRequestException(message);
#else
        return new HttpRequestException(message);
#endif
    }

    private static string FormatHost(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
