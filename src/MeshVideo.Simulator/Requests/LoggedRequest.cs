using System;
using MeshVideo.Simulator.Faults;

namespace MeshVideo.Simulator.Requests;

/// <summary>A request in the log. It is added when its headers have arrived, and updated while it is processed.</summary>
public sealed class LoggedRequest
{
    /// <summary>The number of the request, from 1, counted over both ports.</summary>
    public required long Sequence { get; init; }

    /// <summary>The arrival time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The arrival time, by <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</summary>
    public required long Ticks { get; init; }

    /// <summary>The port at which the request arrived.</summary>
    public required ServerPort Port { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query with the question mark, or an empty string.</summary>
    public required string Query { get; init; }

    /// <summary>The TCP connection of the request.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>Whether the request has an Authorization header.</summary>
    public required bool HasAuthorization { get; init; }

    /// <summary>The version of the API in the request; null if there is none.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The size of the body, after it has been read.</summary>
    public long BodyBytes { get; internal set; }

    /// <summary>The body as text, after it has been read, up to 64 KB.</summary>
    public string? Body { get; internal set; }

    /// <summary>The task that the request created.</summary>
    public string? TaskId { get; internal set; }

    /// <summary>The fault that applied to the request, if any.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>The status of the response; null if there is none, because it is pending or the connection was reset.</summary>
    public int? Status { get; internal set; }
}
