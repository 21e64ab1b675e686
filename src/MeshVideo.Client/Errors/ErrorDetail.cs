namespace MeshVideo;

/// <summary>One entry of the contract's <c>error.details</c>: which field was refused, and why.</summary>
/// <param name="Location">Where in the request, joined by dots (<c>loc</c>).</param>
/// <param name="Message">What is wrong with it (<c>msg</c>).</param>
/// <param name="Type">The service's name for the rule (<c>type</c>).</param>
public sealed record ErrorDetail(string Location, string Message, string? Type)
{
    /// <summary>The location and what is wrong there.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Location.Length == 0 ? Message : $"{Location}: {Message}";
}
