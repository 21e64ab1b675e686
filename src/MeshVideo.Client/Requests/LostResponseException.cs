using System;

namespace MeshVideo.Requests;

/// <summary>The exception that is thrown when a create was sent and its outcome is unknown.</summary>
internal sealed class LostResponseException(DateTimeOffset sentAt, string reason, Exception cause) : Exception(reason, cause)
{
    /// <summary>Gets the time when the request was sent, by the clock of this machine.</summary>
    public DateTimeOffset SentAt { get; } = sentAt;
}
