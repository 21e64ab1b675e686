using System;
using System.Security.Cryptography;
using System.Threading;
using MeshVideo.Simulator.Faults;
using MeshVideo.Simulator.Requests;
using Microsoft.AspNetCore.Http;

namespace MeshVideo.Simulator.Http;

/// <summary>A request with its fault and its log entry.</summary>
internal sealed class Exchange
{
    public required HttpContext Context { get; init; }

    public required FaultTarget Target { get; init; }

    public required LoggedRequest LogEntry { get; init; }

    public required RequestLog Log { get; init; }

    /// <summary>The service's clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The fault that applies to the request, if any.</summary>
    public required Fault? Fault { get; init; }

    /// <summary>The id at the end of the path, if any.</summary>
    public required string? PathId { get; init; }

    /// <summary>Canceled when the client disconnects or the simulator stops.</summary>
    public required CancellationToken Aborted { get; init; }

    public RequestBody Body { get; set; } = RequestBody.Empty;

    public string RequestId { get; } = NewRequestId();

    public HttpRequest Request => Context.Request;

    public bool HasFault(FaultKind kind) => Fault?.Kind == kind;

    /// <summary>
    /// Creates a request id: <c>req_</c> and a ULID, which is 48 bits of time and 80 random bits in Crockford's base 32.
    /// </summary>
    private static string NewRequestId()
    {
        const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        long time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Span<char> ulid = stackalloc char[26];
        for (int i = 9; i >= 0; i--, time >>= 5)
        {
            ulid[i] = Alphabet[(int)(time & 31)];
        }

        RandomNumberGenerator.GetItems(Alphabet, ulid[10..]);
        return string.Concat("req_", ulid);
    }
}
