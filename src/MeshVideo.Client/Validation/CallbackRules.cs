using System;
using System.Net;

namespace MeshVideo.Validation;

/// <summary>Validates the callback address: the service must accept it and be able to reach it.</summary>
internal static class CallbackRules
{
    public static void Check(VideoRequest request, Uri? service, ValidationResultBuilder result)
    {
        if (request.CallbackUrl is not { } callbackUrl)
        {
            return;
        }

        if (!FieldRules.IsLink(callbackUrl))
        {
            result.AddViolation("CallbackUrl", $"'{Redactor.RemoveQuery(callbackUrl)}'", "an absolute http or https address");
        }
        else if (service is { IsAbsoluteUri: true, IsLoopback: false } && IsUnreachableFromOutside(new Uri(callbackUrl)))
        {
            result.AddWarning(
                $"CallbackUrl '{Redactor.RemoveQuery(callbackUrl)}' is a loopback address, which {service.Host} cannot reach. "
                + "Specify the public address of a tunnel or a receiver, or omit the callback: waiting for the task does not require it.");
        }
    }

    // 0.0.0.0 and [::] are valid addresses to listen on, but not to connect to.
    private static bool IsUnreachableFromOutside(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.DnsSafeHost, out IPAddress? ip)
            && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
}
