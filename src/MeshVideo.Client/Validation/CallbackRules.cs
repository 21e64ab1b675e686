using System;
using System.Net;

namespace MeshVideo.Validation;

/// <summary>Whether the service can take, and reach, the address that it shall call.</summary>
internal static class CallbackRules
{
    public static void Check(VideoRequest request, Uri? service, ValidationResultBuilder findings)
    {
        if (request.CallbackUrl is not { } callback)
        {
            return;
        }

        if (!FieldRules.IsLink(callback))
        {
            findings.AddViolation("CallbackUrl", $"'{Redactor.RemoveQuery(callback)}'", "an absolute http or https address");
        }
        else if (service is { IsAbsoluteUri: true, IsLoopback: false } && IsThisMachine(new Uri(callback)))
        {
            findings.AddWarning(
                $"CallbackUrl '{Redactor.RemoveQuery(callback)}' is an address of this machine alone, where {service.Host} cannot call. "
                + "Specify the public address of a tunnel or a receiver. Waiting for the task works without a callback, too.");
        }
    }

    // A listener's own address for "everywhere" is none that anybody can call, and is given by mistake as easily.
    private static bool IsThisMachine(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.DnsSafeHost, out IPAddress? ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
}
