using System;
using System.Management.Automation;

namespace MeshVideo.Errors;

/// <summary>
/// An error record whose text includes the recommended action, so that a log has both. The error view of PowerShell 7.5 and later
/// shows the recommended action on its own line, after a message without it.
/// </summary>
internal sealed class ActionableErrorRecord : ErrorRecord
{
    private static readonly bool ViewShowsAction = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    private readonly string _text;

    public ActionableErrorRecord(
        Exception exception, string errorId, ErrorCategory category, object? target, string action, bool isTerminating)
        : base(exception, errorId, category, target)
    {
        _text = $"{exception.Message} {action}";
        // A copy loses the text of this type, so that the message must have the action.
        string message = ViewShowsAction && !isTerminating ? exception.Message : _text;
        ErrorDetails = new ErrorDetails(message) { RecommendedAction = action };
    }

    /// <inheritdoc/>
    public override string ToString() => _text;
}
