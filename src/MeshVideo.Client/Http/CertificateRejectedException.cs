using System.Security.Authentication;

namespace MeshVideo.Http;

/// <summary>The exception that is thrown when the certificate of a server is not trusted.</summary>
internal sealed class CertificateRejectedException(string message, string advice) : AuthenticationException(message)
{
    /// <summary>Gets the recommended action, in sentences.</summary>
    public string Advice { get; } = advice;
}
