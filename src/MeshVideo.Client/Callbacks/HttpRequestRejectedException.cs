using System;

namespace MeshVideo.Callbacks;

/// <summary>A request is not read on.</summary>
internal sealed class HttpRequestRejectedException(int status) : Exception
{
    /// <summary>The HTTP status to answer.</summary>
    public int Status { get; } = status;
}
