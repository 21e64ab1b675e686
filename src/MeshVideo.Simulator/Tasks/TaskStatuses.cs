using System.Linq;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The six statuses of the API.</summary>
internal static class TaskStatuses
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Expired = "expired";
    public const string Cancelled = "cancelled";

    private static readonly string[] Terminal = [Succeeded, Failed, Expired, Cancelled];

    public static bool IsTerminal(string status) => Terminal.Contains(status);

    /// <summary>Whether a webhook is sent for a status.</summary>
    public static bool IsSentByWebhook(string status) => status is Succeeded or Failed or Expired;
}
