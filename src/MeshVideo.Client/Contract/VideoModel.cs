using System;
using System.Collections.Generic;
using MeshVideo.Contract;

namespace MeshVideo;

/// <summary>Describes a model that generates videos, as the service lists it. Only the id is always known.</summary>
public sealed class VideoModel
{
    /// <summary>Gets the id to specify in a request (<c>id</c>).</summary>
    public required string Id { get; init; }

    /// <summary>Gets the display name (<c>name</c>).</summary>
    public string? Name { get; init; }

    /// <summary>Gets whether the model is free of charge (<c>is_free</c>).</summary>
    public bool? IsFree { get; init; }

    /// <summary>Gets the maximum number of tokens of a prompt (<c>context_length</c>).</summary>
    public long? ContextLength { get; init; }

    /// <summary>Gets the type of the model, such as <c>video</c> (<c>model_type</c>).</summary>
    public string? ModelType { get; init; }

    /// <summary>Gets the kinds of input, such as <c>text</c> and <c>image</c> (<c>input_modalities</c>).</summary>
    public IReadOnlyList<string> InputModalities { get; init; } = [];

    /// <summary>Gets the kinds of output, such as <c>video</c> (<c>output_modalities</c>).</summary>
    public IReadOnlyList<string> OutputModalities { get; init; } = [];

    /// <summary>Gets the provider of the model (<c>provider</c>).</summary>
    public string? Provider { get; init; }

    /// <summary>Gets the description (<c>description</c>).</summary>
    public string? Description { get; init; }

    /// <summary>Gets whether the model generates videos (<c>supports_video_generation</c>).</summary>
    public bool? SupportsVideoGeneration { get; init; }

    /// <summary>Gets the prices (<c>pricing</c>); null if the service does not state any.</summary>
    public VideoModelPricing? Pricing { get; init; }

    /// <summary>Gets what the model accepts; null if the table of models does not have it.</summary>
    public ModelCapabilities? Capabilities { get; init; }

    /// <summary>Gets whether a price is known.</summary>
    public bool HasPrice => IsFree == true
        || Pricing is { CompletionUsdPer1M: not null } or { OutputUsdPerUnit: not null } or { OutputWithAudioUsdPer1M: not null }
            or { OutputWithVideoUsdPer1M: not null } or { InputUsdPerUnit: not null };

    /// <summary>
    /// Gets whether an id names this model, regardless of case, of the prefix of the provider, and of a date that only one of the
    /// ids has.
    /// </summary>
    /// <param name="id">The id.</param>
    /// <returns>True if it names this model.</returns>
    public bool HasId(string id)
    {
        string own = ModelId.RemovePrefix(Id.ToLowerInvariant());
        string other = ModelId.RemovePrefix((id ?? throw new ArgumentNullException(nameof(id))).ToLowerInvariant());
        return own == other || ModelId.SplitDate(own)?.Name == other || ModelId.SplitDate(other)?.Name == own;
    }

    /// <summary>Returns the id, made safe to show.</summary>
    /// <returns><see cref="Id"/>, on one line and without control characters.</returns>
    public override string ToString() => DisplayText.Sanitize(Id);
}
