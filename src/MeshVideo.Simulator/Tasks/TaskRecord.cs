namespace MeshVideo.Simulator.Tasks;

/// <summary>The database record of a task: the state and the links when the task was last read.</summary>
internal sealed record TaskRecord(TaskState State, TaskLinks? Links);
