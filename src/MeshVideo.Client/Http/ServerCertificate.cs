using System;
using System.Globalization;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MeshVideo.Http;

/// <summary>Describes why a certificate is not trusted. It trusts no certificate that the system does not trust.</summary>
internal static class ServerCertificate
{
    private const int MaximumNameLength = 150;

    private const string TrustAdvice =
        "If this is the certificate authority of your organization or of a TLS-inspecting proxy, add its certificate "
            + "to the system's certificate store. On Linux, use update-ca-certificates or set SSL_CERT_FILE to the file.";

    /// <summary>Validates the result of the system's validation.</summary>
    /// <exception cref="CertificateRejectedException">The certificate is not trusted.</exception>
    public static bool Check(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? true : throw CreateException(host, certificate, chain, errors);

    private static CertificateRejectedException CreateException(
        string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return new($"{host} did not present a certificate", "Check the base address.");
        }

        X509ChainStatusFlags flags = chain?.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError, (combined, status) => combined | status.Status)
            ?? X509ChainStatusFlags.NoError;
        if ((flags & X509ChainStatusFlags.NotTimeValid) != 0 && !IsWithinValidity(certificate))
        {
            return new(
                $"the certificate of {host} is valid from {FormatDate(certificate.NotBefore)} to "
                    + $"{FormatDate(certificate.NotAfter)}, and today is {FormatDate(DateTime.UtcNow)}",
                "Check the clock of this machine. If it is correct, contact the administrator of the host.");
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            return new(
                $"the certificate of {host} is for another host ({FormatName(certificate.Subject)})", "Check the base address.");
        }

        const X509ChainStatusFlags untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        return (flags & untrusted) != 0 || flags == X509ChainStatusFlags.NoError
            ? new($"the certificate of {host} was issued by an authority that this machine does not trust ({FormatName(certificate.Issuer)})", TrustAdvice)
            : new($"the certificate of {host} is not valid ({flags})", "Contact the administrator of the host or of the proxy.");
    }

    private static bool IsWithinValidity(X509Certificate2 certificate) =>
        DateTime.Now >= certificate.NotBefore && DateTime.Now <= certificate.NotAfter;

    private static string FormatDate(DateTime time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string FormatName(string name) => Redactor.Truncate(DisplayText.Sanitize(name), MaximumNameLength);
}
