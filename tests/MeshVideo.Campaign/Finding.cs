namespace MeshVideo.Campaign;

/// <summary>Something that must never happen, and did.</summary>
internal sealed record Finding(FindingKind Kind, string Text);
