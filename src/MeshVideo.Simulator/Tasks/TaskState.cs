using System;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The status of a task at a time, and since when.</summary>
internal sealed record TaskState(string Status, DateTimeOffset Since, string? ErrorCode = null)
{
    public const string DefaultErrorCode = "content_policy_violation";

    public bool IsTerminal => TaskStatuses.IsTerminal(Status);

    public string? ErrorMessage => ErrorCode switch
    {
        null => null,
        DefaultErrorCode => "The request was rejected by the provider's content policy.",
        "execution_expired" => "The task did not finish within execution_expires_after.",
        _ => $"The provider reported {ErrorCode}.",
    };

    /// <summary>Creates the state of a task that has ended.</summary>
    public static TaskState Ended(string status, DateTimeOffset at, string? errorCode = null) => new(status, at, status switch
    {
        TaskStatuses.Failed => errorCode ?? DefaultErrorCode,
        TaskStatuses.Expired => "execution_expired",
        _ => null,
    });
}
