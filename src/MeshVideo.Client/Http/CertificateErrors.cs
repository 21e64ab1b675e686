using System;
#if !NET
using System.Net;
#endif

namespace MeshVideo.Http;

/// <summary>Detects whether a connection failed because of a certificate, so that a retry cannot succeed.</summary>
internal static class CertificateErrors
{
    public static ConnectionError? Find(Exception cause)
    {
        for (Exception? exception = cause; exception is not null; exception = exception.InnerException)
        {
            if (exception is CertificateRejectedException rejected)
            {
                return Create(rejected.Message, rejected.Advice);
            }
#if !NET
            // .NET Framework does not always report the reason.
            if (exception is WebException { Status: WebExceptionStatus.TrustFailure })
            {
                return Create(
                    TransportErrors.GetInnermostMessage(cause).TrimEnd('.'),
                    "Check this machine's clock, the base address, and whether the system's store has the certificate "
                        + "of the authority.");
            }
#endif
        }

        return null;
    }

    private static ConnectionError Create(string reason, string advice) =>
        new(MeshVideoErrorKind.CertificateRejected, reason, IsBeforeSending: true) { Advice = advice };
}
