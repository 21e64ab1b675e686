using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>What a task is at a moment, and since when.</summary>
internal sealed record TaskState(string Status, DateTimeOffset Since, string? ErrorCode = null)
{
    public const string DefaultErrorCode = "content_policy_violation";

    public bool IsTerminal => TaskStatuses.IsTerminal(Status);

    public string? ErrorMessage => ErrorCode switch
    {
        null => null,
        DefaultErrorCode => "The request was rejected by the provider's content policy.",
        "execution_expired" => "The task was not finished within execution_expires_after.",
        _ => $"The provider reported {ErrorCode}.",
    };

    /// <summary>The state of a task that has ended so.</summary>
    public static TaskState Ended(string status, DateTimeOffset at, string? errorCode = null) => new(status, at, status switch
    {
        TaskStatuses.Failed => errorCode ?? DefaultErrorCode,
        TaskStatuses.Expired => "execution_expired",
        _ => null,
    });
}
