using MeshVideo.Contract;
using System;
using System.Collections.Generic;

namespace MeshVideo;

/// <summary>A field of the create body besides <c>model</c> and <c>content</c>: its names, its limits, and how the service echoes it.</summary>
public abstract class RequestField
{
    private protected RequestField(string name, string propertyName)
    {
        Name = name;
        PropertyName = propertyName;
    }

    /// <summary>The name in the JSON body.</summary>
    public string Name { get; }

    /// <summary>The name of the property of <see cref="VideoRequest"/>.</summary>
    public string PropertyName { get; }

    /// <summary>Whether a request that follows a task, such as the next shot, keeps the value that the task has.</summary>
    public FollowUpValue FollowUp { get; internal init; }

    /// <summary>Whether <see cref="VideoTask"/> has a property for the value that the service echoes.</summary>
    public abstract bool IsEchoed { get; }

    /// <summary>Whether the contract's values are lower-case words.</summary>
    public bool IsLowerCase { get; internal init; }

    /// <summary>The values that the models of the table take; empty if the table of models has them, or any value is allowed.</summary>
    internal IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The range that holds for every model.</summary>
    internal ValueRange? Range { get; init; }

    /// <summary>The value, as text, that the service echoes for a request without the field; null if it echoes none, or what it chose.</summary>
    internal string? Default { get; init; }

    /// <summary>The value, as text, that leaves the choice to the service, which echoes what it chose.</summary>
    internal string? ServiceChoice { get; init; }

    /// <summary>Gets the value of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The value; null if the request leaves the field out.</returns>
    public abstract object? GetValue(VideoRequest request);

    /// <summary>Makes a request with another value.</summary>
    /// <param name="request">The request.</param>
    /// <param name="value">The value, of the property's type; null to leave the field out.</param>
    /// <returns>The new request.</returns>
    /// <exception cref="InvalidCastException">The value has another type.</exception>
    public abstract VideoRequest WithValue(VideoRequest request, object? value);

    /// <summary>Gets the value that the service echoed.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The value; null if the service did not echo it.</returns>
    public abstract object? GetEcho(VideoTask task);
}
