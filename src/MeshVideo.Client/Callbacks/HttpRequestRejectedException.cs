using System;

namespace MeshVideo.Callbacks;

/// <summary>The exception that is thrown when a request is not valid or exceeds a limit.</summary>
internal sealed class HttpRequestRejectedException(int statusCode) : Exception
{
    /// <summary>Gets the HTTP status code of the response.</summary>
    public int StatusCode { get; } = statusCode;
}
