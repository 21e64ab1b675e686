using System;
using MeshVideo.Simulator.Faults;

namespace MeshVideo.Simulator.Requests;

/// <summary>One request, entered when its head has arrived and completed while it is served.</summary>
public sealed class LoggedRequest
{
    /// <summary>Counts from 1 over both ports.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When it arrived, by <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</summary>
    public required long Ticks { get; init; }

    /// <summary>The port it came to.</summary>
    public required ServerPort Port { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, or an empty string.</summary>
    public required string Query { get; init; }

    /// <summary>The TCP connection it came on.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>Whether it carried an Authorization header.</summary>
    public required bool HasAuthorization { get; init; }

    /// <summary>The size of its body, once read.</summary>
    public long BodyBytes { get; internal set; }

    /// <summary>Its body as text, once read and if short (64 KB).</summary>
    public string? Body { get; internal set; }

    /// <summary>The task that it created, once recorded.</summary>
    public string? TaskId { get; internal set; }

    /// <summary>The fault that it met, if any.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>The status answered; null before that, and for good if the connection was reset or left hanging.</summary>
    public int? Status { get; internal set; }
}
