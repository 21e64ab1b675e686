using System;
using System.Net.Http;

namespace MeshVideo.Http;

/// <summary>Puts a failed exchange into words.</summary>
internal static class TransportErrors
{
    public static MeshVideoException Unreachable(Uri address, ProxyRoute? hop, Exception cause, bool isBeforeSending)
    {
        ConnectionError fault = ConnectionError.From(address, hop, cause);
        string sent = isBeforeSending || fault.IsBeforeSending ? "Nothing was sent. " : string.Empty;
        return new(fault.Kind, $"The service at {Host(address)} could not be reached: {fault.Reason}. {sent}{fault.Advice}".TrimEnd(), cause)
        {
            Remedies = fault.Remedies,
        };
    }

    public static MeshVideoException TimedOut(Uri address, TimeSpan allowed, Exception? cause = null) =>
        new(MeshVideoErrorKind.TimedOut, $"The service at {Host(address)} did not answer within {Math.Round(allowed.TotalSeconds)} s. Run it again later.", cause);

    /// <summary>The words of the cause at the root, which says more than "an error occurred while sending the request".</summary>
    public static string GetInnermost(Exception exception)
    {
        Exception root = exception is HttpRequestException { InnerException: { } inner } ? inner : exception;
        while (root.InnerException is { } deeper)
        {
            root = deeper;
        }

        return root.Message.TrimEnd('.') + ".";
    }

    /// <summary>
    /// The exception, or one like it where there is something in it that nobody must read. .NET quotes a line that it does not understand,
    /// which may repeat the key, and the address of a proxy with its password.
    /// </summary>
    public static Exception Redact(Exception exception, Func<string, string> clean)
    {
        // Line by line, since what is shown is one line, and a stack trace is many.
        if (Array.TrueForAll(exception.ToString().Split('\n'), line => line.TrimEnd('\r') is var shown && clean(shown) == shown))
        {
            return exception;
        }

        string why = clean(GetInnermost(exception));
#if NET
        return exception is HttpRequestException { HttpRequestError: var error, StatusCode: var status }
            ? new HttpRequestException(error, why, inner: null, status)
            : new HttpRequestException(why);
#else
        return new HttpRequestException(why);
#endif
    }

    private static string Host(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
