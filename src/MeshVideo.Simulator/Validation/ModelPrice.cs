namespace MeshVideo.Simulator.Validation;

/// <summary>USD for a million tokens: without audio, with generated audio, with video among the inputs.</summary>
internal sealed record ModelPrice(string Completion, string? WithAudio = null, string? WithVideo = null);
