using MeshVideo.Simulator.Api;
using MeshVideo.Simulator.Tasks;

namespace MeshVideo.Simulator.Validation;

/// <summary>The result of validation: the specification of a task, or an error.</summary>
internal sealed record ValidationResult(TaskSpec? Spec, ApiError? Error);
