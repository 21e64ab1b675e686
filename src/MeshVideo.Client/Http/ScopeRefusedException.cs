using System;
using System.Net;

namespace MeshVideo.Http;

/// <summary>A host has only addresses that are nearer to this machine than the connection may go. Nothing was sent to it.</summary>
internal sealed class ScopeRefusedException(IPAddress address) : Exception($"{address} is not a public address")
{
    /// <summary>The address.</summary>
    public IPAddress Address { get; } = address;

    /// <summary>Finds it among the causes of a failed exchange.</summary>
    public static ScopeRefusedException? Find(Exception? exception)
    {
        while (exception is not null and not ScopeRefusedException)
        {
            exception = exception.InnerException;
        }

        return (ScopeRefusedException?)exception;
    }
}
