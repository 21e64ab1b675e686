using System;
using System.Security.Cryptography.X509Certificates;

namespace MeshVideo.TestNetwork;

/// <summary>The hosts behind the front: by the name that a client asks for.</summary>
internal sealed class HostTable(TestAuthority authority, TestAuthority stranger, string machine, int apiPort, int filePort)
{
    private readonly X509Certificate2 _good = authority.Issue(
        DateTimeOffset.UtcNow.AddDays(20), "mesh.test", "*.mesh.test", machine);
    private readonly X509Certificate2 _expired = authority.Issue(DateTimeOffset.UtcNow.AddDays(-10), "expired.mesh.test");
    private readonly X509Certificate2 _misnamed = authority.Issue(DateTimeOffset.UtcNow.AddDays(20), "elsewhere.test");
    private readonly X509Certificate2 _strangers = stranger.Issue(DateTimeOffset.UtcNow.AddDays(20), "stranger.mesh.test");

    /// <summary>The certificate that a host shows.</summary>
    public X509Certificate2 CertificateOf(string host) => host switch
    {
        "expired.mesh.test" => _expired,
        "misnamed.mesh.test" => _misnamed,
        "stranger.mesh.test" => _strangers,
        _ => _good,
    };

    /// <summary>The port of the simulator that a host leads to.</summary>
    public int PortOf(string host) => host is "files.mesh.test" or "stranger.mesh.test" ? filePort : apiPort;
}
