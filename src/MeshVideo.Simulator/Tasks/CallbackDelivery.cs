using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>An attempt to send a callback.</summary>
/// <param name="Time">The time when the attempt ended.</param>
/// <param name="TaskStatus">The status of the task in the callback.</param>
/// <param name="Answer">The HTTP status of the response, if any.</param>
/// <param name="Error">The reason if there was no response.</param>
public sealed record CallbackDelivery(DateTimeOffset Time, string TaskStatus, int? Answer, string? Error);
