using System.Linq;

namespace MeshVideo.Simulator.Tasks;

/// <summary>The contract's six statuses.</summary>
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

    /// <summary>Whether a webhook tells of it.</summary>
    public static bool IsAnnounced(string status) => status is Succeeded or Failed or Expired;
}
