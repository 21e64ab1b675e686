namespace MeshVideo.Campaign;

/// <summary>One error of a pipeline.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What it says.</param>
internal sealed record WorkerError(string Id, string Text);
