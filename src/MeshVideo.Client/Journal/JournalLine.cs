using System;
using System.Collections.Generic;

namespace MeshVideo.Journal;

/// <summary>Represents a line of the journal. Properties that a kind does not use have their default values.</summary>
internal sealed record JournalLine(JournalLineKind Kind)
{
    /// <summary>Gets the time when the line was written.</summary>
    public DateTimeOffset Time { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>Gets the hash of the content of the request.</summary>
    public string Hash { get; init; } = string.Empty;

    /// <summary>Gets the occurrence among identical requests of a run, from 1.</summary>
    public int Occurrence { get; init; }

    /// <summary>Gets the id of the run that sends the request; null in journals of earlier versions.</summary>
    public string? RunId { get; init; }

    /// <summary>Gets the base address of the service.</summary>
    public string? Service { get; init; }

    public string? Model { get; init; }

    /// <summary>Gets the beginning of the prompt, for people.</summary>
    public string? Prompt { get; init; }

    /// <summary>Gets the media inputs, with their bytes as a hash, for people.</summary>
    public IReadOnlyList<string> Media { get; init; } = [];

    /// <summary>Gets the parameters of the request that the service may echo.</summary>
    public IReadOnlyDictionary<string, string> Sent { get; init; } = NoParameters;

    /// <summary>Gets the estimated number of tokens; null if it is not known.</summary>
    public long? Tokens { get; init; }

    /// <summary>Gets the estimated cost in USD; null if it is not known.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Gets the price of 1,000,000 tokens of the task in USD; null if it is not known.</summary>
    public decimal? UsdPer1MTokens { get; init; }

    /// <summary>Gets the service's id of the request that created the task; null if it is not known.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets whether the user chose to send a request with an unknown outcome again.</summary>
    public bool IsResent { get; init; }

    /// <summary>Gets the time when the request whose response was lost was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Gets the service's time minus the time of this machine; null if it is not known.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>Gets the reason, for people.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the id of the task.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the time when the task was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gets whether the task was found in the service's list.</summary>
    public bool IsAdopted { get; init; }

    private static readonly Dictionary<string, string> NoParameters = [];
}
