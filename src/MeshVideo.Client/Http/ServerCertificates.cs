using System;
using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace MeshVideo.Http;

/// <summary>Remembers the certificates of hosts, also those that were not valid.</summary>
internal sealed class ServerCertificates
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset ExpiresAt, string Issuer)> _certificates =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Records the certificate of a host.</summary>
    public void Record(string host, X509Certificate2? certificate)
    {
        if (certificate is not null)
        {
            _certificates[host] = (certificate.NotAfter, certificate.Issuer);
        }
    }

    /// <summary>
    /// Finds when the certificate of a host expires and who issued it; null if no connection to the host used TLS.
    /// </summary>
    public (DateTimeOffset ExpiresAt, string Issuer)? Find(string host) =>
        _certificates.TryGetValue(host, out (DateTimeOffset ExpiresAt, string Issuer) found) ? found : null;
}
