namespace MeshVideo.Media;

/// <summary>One media input of a request with its place in the contract.</summary>
/// <param name="Parameter">The name by which users know it, with its place in a list.</param>
/// <param name="Kind">What it has to be.</param>
/// <param name="ItemType">The content item's <c>type</c>, which is its payload's name too.</param>
/// <param name="Role">The content item's <c>role</c>.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record MediaInput(string Parameter, MediaKind Kind, string ItemType, string Role, MediaSource Source);
