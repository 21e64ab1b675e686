using System;
using System.Globalization;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MeshVideo.Http;

/// <summary>Says what is wrong with a certificate that the system does not accept. It accepts none that the system does not.</summary>
internal static class ServerCertificate
{
    private const int MaximumNameLength = 150;

    private const string TrustAdvice =
        "Where that is the authority of your organisation, or of a proxy that opens connections, add its certificate to the system's store; on Linux with update-ca-certificates, or name its file in SSL_CERT_FILE.";

    /// <summary>The check that follows the system's own.</summary>
    /// <exception cref="CertificateRejectedException">The system does not accept it.</exception>
    public static bool Check(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? true : throw Rejected(host, certificate, chain, errors);

    private static CertificateRejectedException Rejected(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return new($"{host} shows no certificate", "Check the base address: something else may answer there.");
        }

        X509ChainStatusFlags flaws = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status) ?? X509ChainStatusFlags.NoError;
        if ((flaws & X509ChainStatusFlags.NotTimeValid) != 0 && !IsTimely(certificate))
        {
            return new(
                $"the certificate of {host} is valid from {Day(certificate.NotBefore)} to {Day(certificate.NotAfter)}, and today is {Day(DateTime.UtcNow)}",
                "Check this machine's clock; if it is right, only who runs that host can help.");
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            return new($"the certificate that {host} shows is another host's ({Name(certificate.Subject)})", "Check the base address: something else may answer there.");
        }

        const X509ChainStatusFlags untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        return (flaws & untrusted) != 0 || flaws == X509ChainStatusFlags.NoError
            ? new($"the certificate of {host} is from an authority that this machine does not trust ({Name(certificate.Issuer)})", TrustAdvice)
            : new($"the certificate of {host} is not valid ({flaws})", "Ask who runs that host, or the proxy on the way to it.");
    }

    private static bool IsTimely(X509Certificate2 certificate) => DateTime.Now >= certificate.NotBefore && DateTime.Now <= certificate.NotAfter;

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Name(string name) => Redactor.Shorten(DisplayText.Sanitize(name), MaximumNameLength);
}
