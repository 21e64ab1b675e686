namespace MeshVideo.Simulator.Tasks;

/// <summary>What the service's database knows of a task: the state and the links that the last look at it brought.</summary>
internal sealed record TaskRecord(TaskState State, TaskLinks? Links);
