namespace MeshVideo;

/// <summary>Describes a field that the service rejected: an entry of the contract's <c>error.details</c>.</summary>
/// <param name="Location">
/// The location in the request, with its parts joined by dots (<c>loc</c>); empty if the service does not name one.
/// </param>
/// <param name="Message">The reason (<c>msg</c>).</param>
/// <param name="Type">The service's name for the rule (<c>type</c>); null if the service does not name it.</param>
public sealed record ErrorDetail(string Location, string Message, string? Type)
{
    /// <summary>Formats the location and the reason.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Location.Length == 0 ? Message : $"{Location}: {Message}";
}
