using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>An attempt to call back.</summary>
/// <param name="Time">When it was over.</param>
/// <param name="TaskStatus">The status it told of.</param>
/// <param name="Answer">The HTTP status answered, if any.</param>
/// <param name="Error">Why there was no answer, if there was none.</param>
public sealed record CallbackDelivery(DateTimeOffset Time, string TaskStatus, int? Answer, string? Error);
