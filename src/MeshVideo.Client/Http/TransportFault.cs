using System;
using System.Net.Http;

namespace MeshVideo.Http;

/// <summary>Puts a failed exchange into words.</summary>
internal static class TransportFault
{
    public static MeshVideoException Unreachable(Uri address, Exception cause) =>
        new(MeshVideoErrorKind.ConnectionFailed, $"The service at {Host(address)} could not be reached: {Innermost(cause)} Check the network, the proxy and the base address.", cause);

    public static MeshVideoException TimedOut(Uri address, TimeSpan allowed, Exception? cause = null) =>
        new(MeshVideoErrorKind.TimedOut, $"The service at {Host(address)} did not answer within {Math.Round(allowed.TotalSeconds)} s. Run it again later.", cause);

    /// <summary>The words of the cause at the root, which says more than "an error occurred while sending the request".</summary>
    public static string Innermost(Exception exception)
    {
        Exception root = exception is HttpRequestException { InnerException: { } inner } ? inner : exception;
        while (root.InnerException is { } deeper)
        {
            root = deeper;
        }

        return root.Message.TrimEnd('.') + ".";
    }

    private static string Host(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
