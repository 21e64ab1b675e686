using System.Collections.Generic;

namespace MeshVideo;

/// <summary>Describes what a model does not accept together with something else, such as a draft.</summary>
public sealed class ModelRestriction
{
    /// <summary>Gets the resolutions; empty if all resolutions of the model are allowed.</summary>
    public IReadOnlyList<string> Resolutions { get; init; } = [];

    /// <summary>Gets whether the camera can be kept still; null if it is not restricted.</summary>
    public bool? CameraFixed { get; init; }

    /// <summary>Gets whether the flex tier is allowed; null if it is not restricted.</summary>
    public bool? FlexTier { get; init; }

    /// <summary>Gets whether the last frame can be returned; null if it is not restricted.</summary>
    public bool? ReturnLastFrame { get; init; }
}
