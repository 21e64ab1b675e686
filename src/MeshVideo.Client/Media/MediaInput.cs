namespace MeshVideo.Media;

/// <summary>A media input of a request, with its place in the contract.</summary>
/// <param name="Parameter">The name of its property, with the index in a list.</param>
/// <param name="Kind">The kind that the contract requires.</param>
/// <param name="ItemType">The <c>type</c> of the content item, which is also the name of its payload.</param>
/// <param name="Role">The <c>role</c> of the content item.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record MediaInput(string Parameter, MediaKind Kind, string ItemType, string Role, MediaSource Source);
