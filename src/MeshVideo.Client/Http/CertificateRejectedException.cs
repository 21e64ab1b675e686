using System.Security.Authentication;

namespace MeshVideo.Http;

/// <summary>The other side's certificate is not accepted.</summary>
internal sealed class CertificateRejectedException(string message, string advice) : AuthenticationException(message)
{
    /// <summary>What to do about it.</summary>
    public string Advice { get; } = advice;
}
