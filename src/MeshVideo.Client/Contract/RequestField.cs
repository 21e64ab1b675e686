using MeshVideo.Contract;
using System;
using System.Collections.Generic;

namespace MeshVideo;

/// <summary>
/// Describes a field of the create request other than <c>model</c> and <c>content</c>: its names, its limits, and how the service
/// echoes it.
/// </summary>
public abstract class RequestField
{
    private protected RequestField(string name, string propertyName)
    {
        Name = name;
        PropertyName = propertyName;
    }

    /// <summary>Gets the name in the JSON body.</summary>
    public string Name { get; }

    /// <summary>Gets the name of the property of <see cref="VideoRequest"/>.</summary>
    public string PropertyName { get; }

    /// <summary>Gets whether a request that follows a task, such as the next shot, keeps the task's value.</summary>
    public FollowUpValue FollowUp { get; internal init; }

    /// <summary>Gets whether <see cref="VideoTask"/> has a property for the value that the service echoes.</summary>
    public abstract bool IsEchoed { get; }

    /// <summary>Gets whether the values of the field are lower-case words.</summary>
    public bool IsLowerCase { get; internal init; }

    /// <summary>Gets the allowed values; empty if they depend on the model, or any value is allowed.</summary>
    internal IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Gets the range that applies to every model; null if there is none.</summary>
    internal ValueRange? Range { get; init; }

    /// <summary>
    /// Gets the value, as text, that the service echoes for a request without the field; null if it echoes no value, or a value
    /// that it chose.
    /// </summary>
    internal string? Default { get; init; }

    /// <summary>
    /// Gets the value, as text, with which the service chooses the value and echoes its choice; null if there is none.
    /// </summary>
    internal string? ServiceChoice { get; init; }

    /// <summary>Gets the value in a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The value; null if the request does not specify it.</returns>
    public abstract object? GetValue(VideoRequest request);

    /// <summary>Creates a copy of a request with a different value.</summary>
    /// <param name="request">The request.</param>
    /// <param name="value">The value, of the property's type; null to omit the field.</param>
    /// <returns>The new request.</returns>
    /// <exception cref="InvalidCastException">The value has another type.</exception>
    public abstract VideoRequest WithValue(VideoRequest request, object? value);

    /// <summary>Gets the value that the service echoed in a task.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The value; null if the service did not echo it.</returns>
    public abstract object? GetEcho(VideoTask task);
}
