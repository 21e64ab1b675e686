namespace MeshVideo;

/// <summary>A check of Test-MeshVideoConnection.</summary>
public sealed class ConnectionCheck
{
    internal ConnectionCheck(string name, ConnectionCheckStatus status, string detail, string action = "")
    {
        Name = name;
        Status = status;
        Detail = DisplayText.Sanitize(detail);
        RecommendedAction = DisplayText.Sanitize(action);
    }

    /// <summary>Gets what was checked.</summary>
    public string Name { get; }

    /// <summary>Gets the result.</summary>
    public ConnectionCheckStatus Status { get; }

    /// <summary>Gets what was found.</summary>
    public string Detail { get; }

    /// <summary>Gets what to do; empty if there is nothing to do.</summary>
    public string RecommendedAction { get; }

    /// <summary>Gets the id of the error that other cmdlets would write; null if the check did not fail.</summary>
    public string? ErrorId { get; private set; }

    internal static ConnectionCheck FromError(string name, MeshVideoException error) =>
        new(name, ConnectionCheckStatus.Failed, error.Message, Errors.RecommendedAction.For(error))
        {
            ErrorId = error.Kind.ToString(),
        };

    /// <summary>Returns the check as one line.</summary>
    /// <returns>The name, the status, and what was found.</returns>
    public override string ToString() => $"{Name}: {Status}. {Detail} {RecommendedAction}".TrimEnd();
}
