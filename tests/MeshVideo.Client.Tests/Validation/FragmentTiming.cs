namespace MeshVideo.Client.Tests.Validation;

/// <summary>Where a clip in fragments says how long a frame lasts.</summary>
public enum FragmentTiming
{
    Index,
    Fragment,
    Frame,
    Nowhere,
}
