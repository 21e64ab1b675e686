namespace MeshVideo.Campaign;

/// <summary>One row of the batch.</summary>
internal sealed record Row(string Prompt, int Duration, string? Ratio, bool ReturnLastFrame);
