using System;
#if !NET
using System.Net;
#endif

namespace MeshVideo.Http;

/// <summary>Detects whether a connection failed because of a certificate, so that a retry cannot succeed.</summary>
internal static class CertificateErrors
{
    public static ConnectionError? Find(Exception cause) =>
        cause.GetBaseException() is CertificateRejectedException rejected ? Create(rejected.Message, rejected.Advice)
#if !NET
        // .NET Framework does not always report the reason.
        : cause.InnerException is WebException { Status: WebExceptionStatus.TrustFailure }
            ? Create(
                TransportErrors.GetInnermostMessage(cause).TrimEnd('.'),
                "Check this machine's clock, the base address, and whether the system's store has the certificate "
                    + "of the authority.")
#endif
        : null;

    private static ConnectionError Create(string reason, string advice) =>
        new(MeshVideoErrorKind.CertificateRejected, reason, IsBeforeSending: true) { Advice = advice };
}
