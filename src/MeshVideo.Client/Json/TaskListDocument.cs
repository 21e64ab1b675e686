using System.Collections.Generic;

namespace MeshVideo.Json;

/// <summary>A page of tasks as the service writes it.</summary>
internal sealed class TaskListDocument
{
    public List<TaskDocument?>? Data { get; set; }

    public bool? HasMore { get; set; }

    public long? Total { get; set; }
}
