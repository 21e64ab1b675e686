using System;
using System.Management.Automation;

namespace MeshVideo.Errors;

/// <summary>Makes PowerShell's error records of the client's exceptions: the id is the kind's name, the category follows from it.</summary>
internal static class ErrorRecords
{
    /// <param name="exception">What happened.</param>
    /// <param name="target">What the user asked about.</param>
    public static ErrorRecord From(Exception exception, object? target)
    {
        ErrorRecord record = exception is MeshVideoException fault
            ? new ErrorRecord(fault, fault.Kind.ToString(), CategoryOf(fault.Kind), target)
            : new ErrorRecord(exception, exception.GetType().Name, ErrorCategory.NotSpecified, target);
        if (exception is MeshVideoException { Remedies.Count: > 0 } error)
        {
            record.ErrorDetails = new ErrorDetails(Format(error)) { RecommendedAction = RecommendedAction.For(error) };
        }

        // The shell shows the name beside the category.
        record.CategoryInfo.TargetName = DisplayText.Sanitize(record.CategoryInfo.TargetName);
        return record;
    }

    /// <summary>Says what happened and what to do, as the shell shows it.</summary>
    public static string Format(MeshVideoException exception)
    {
        string action = DisplayText.Sanitize(RecommendedAction.For(exception));
        return action.Length == 0 ? exception.Message : $"{exception.Message} {action}";
    }

    private static ErrorCategory CategoryOf(MeshVideoErrorKind kind) => kind switch
    {
        MeshVideoErrorKind.InvalidRequest => ErrorCategory.InvalidArgument,
        MeshVideoErrorKind.MissingApiKey => ErrorCategory.AuthenticationError,
        MeshVideoErrorKind.InvalidApiKey => ErrorCategory.AuthenticationError,
        MeshVideoErrorKind.InvalidBaseUri => ErrorCategory.InvalidArgument,
        MeshVideoErrorKind.Unauthorized => ErrorCategory.AuthenticationError,
        MeshVideoErrorKind.SpendLimitExceeded => ErrorCategory.QuotaExceeded,
        MeshVideoErrorKind.Forbidden => ErrorCategory.PermissionDenied,
        MeshVideoErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        MeshVideoErrorKind.ModelNotFound => ErrorCategory.ObjectNotFound,
        MeshVideoErrorKind.Conflict => ErrorCategory.ResourceExists,
        MeshVideoErrorKind.Refused => ErrorCategory.InvalidArgument,
        MeshVideoErrorKind.RateLimited => ErrorCategory.LimitsExceeded,
        MeshVideoErrorKind.ServiceUnavailable => ErrorCategory.ResourceUnavailable,
        MeshVideoErrorKind.ConnectionFailed => ErrorCategory.ConnectionError,
        MeshVideoErrorKind.CertificateRejected => ErrorCategory.SecurityError,
        MeshVideoErrorKind.InvalidProxy => ErrorCategory.InvalidArgument,
        MeshVideoErrorKind.ProxyAuthenticationRequired => ErrorCategory.AuthenticationError,
        MeshVideoErrorKind.ProxyRefused => ErrorCategory.PermissionDenied,
        MeshVideoErrorKind.TimedOut => ErrorCategory.OperationTimeout,
        MeshVideoErrorKind.InvalidResponse => ErrorCategory.ProtocolError,
        MeshVideoErrorKind.RedirectRefused => ErrorCategory.SecurityError,
        MeshVideoErrorKind.CreateOutcomeUnknown => ErrorCategory.InvalidResult,
        MeshVideoErrorKind.TaskFailed => ErrorCategory.InvalidResult,
        MeshVideoErrorKind.TaskExpired => ErrorCategory.OperationTimeout,
        MeshVideoErrorKind.TaskCancelled => ErrorCategory.OperationStopped,
        MeshVideoErrorKind.NothingToSave => ErrorCategory.ObjectNotFound,
        MeshVideoErrorKind.WaitTimedOut => ErrorCategory.OperationTimeout,
        MeshVideoErrorKind.MediaUnreadable => ErrorCategory.ReadError,
        MeshVideoErrorKind.JournalUnusable => ErrorCategory.OpenError,
        MeshVideoErrorKind.DownloadFailed => ErrorCategory.ReadError,
        MeshVideoErrorKind.NotAVideo => ErrorCategory.InvalidData,
        MeshVideoErrorKind.FileExists => ErrorCategory.ResourceExists,
        MeshVideoErrorKind.WriteFailed => ErrorCategory.WriteError,
        MeshVideoErrorKind.InvalidCallback => ErrorCategory.InvalidData,
        MeshVideoErrorKind.ListenFailed => ErrorCategory.OpenError,
        _ => ErrorCategory.NotSpecified,
    };
}
