using System;

namespace MeshVideo.Requests;

/// <summary>A create went out, and nobody can tell what came of it.</summary>
internal sealed class LostResponseException(DateTimeOffset sentAt, string why, Exception cause) : Exception(why, cause)
{
    /// <summary>When it was sent, by our clock.</summary>
    public DateTimeOffset SentAt { get; } = sentAt;
}
