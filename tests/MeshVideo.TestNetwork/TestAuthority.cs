using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MeshVideo.TestNetwork;

/// <summary>An authority that no machine trusts by itself. It lives as long as the process.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name)
    {
        CertificateRequest request = new($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(1));
    }

    /// <summary>The authority's certificate, to be trusted.</summary>
    public string Pem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>Makes a server's certificate, valid from a month before an end.</summary>
    public X509Certificate2 Issue(DateTimeOffset end, params string[] hosts)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={hosts[0]}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        Array.ForEach(hosts, names.AddDnsName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using X509Certificate2 bare = request.Create(_certificate, end.AddDays(-30), end, RandomNumberGenerator.GetBytes(12));
        using X509Certificate2 withKey = bare.CopyWithPrivateKey(key);
        // Windows serves with no key that was never in a store or a file.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), password: null);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
