using System;
#if !NET
using System.Net;
#endif

namespace MeshVideo.Http;

/// <summary>Finds out whether a connection failed by a certificate, which trying again does not mend.</summary>
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
            // .NET Framework may keep the reason to itself.
            if (exception is WebException { Status: WebExceptionStatus.TrustFailure })
            {
                return Create(TransportErrors.GetInnermost(cause).TrimEnd('.'), "Check this machine's clock, the base address, and whether the system's store has the certificate of the authority.");
            }
#endif
        }

        return null;
    }

    private static ConnectionError Create(string why, string advice) => new(MeshVideoErrorKind.CertificateRejected, why, IsBeforeSending: true) { Advice = advice };
}
