using MeshVideo.Simulator.Api;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Validation;

/// <summary>What became of a request: a task to make, or an error to answer.</summary>
internal sealed record Verdict(TaskSpec? Spec, ApiError? Error);
