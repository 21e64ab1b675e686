using System;
using System.Management.Automation;

namespace MeshVideo.Errors;

/// <summary>
/// Creates error records from the client's exceptions. The error id is the name of the kind, which determines the category.
/// </summary>
internal static class ErrorRecords
{
    /// <summary>Creates an error record.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="target">The object that was being processed.</param>
    /// <param name="isTerminating">Whether a <c>catch</c> block gets a copy of the record.</param>
    public static ErrorRecord Create(Exception exception, object? target, bool isTerminating)
    {
        ErrorRecord record = exception switch
        {
            MeshVideoException { Remedies.Count: > 0 } error => new ActionableErrorRecord(
                error, error.Kind.ToString(), GetCategory(error.Kind), target, RecommendedAction.For(error), isTerminating),
            MeshVideoException error => new ErrorRecord(error, error.Kind.ToString(), GetCategory(error.Kind), target),
            _ => new ErrorRecord(exception, exception.GetType().Name, ErrorCategory.NotSpecified, target),
        };

        // Error views show the target name, which may contain control characters from the service.
        record.CategoryInfo.TargetName = DisplayText.Sanitize(record.CategoryInfo.TargetName);
        return record;
    }

    /// <summary>Formats the message and the recommended action of an exception.</summary>
    public static string FormatMessage(MeshVideoException exception)
    {
        string action = RecommendedAction.For(exception);
        return action.Length == 0 ? exception.Message : $"{exception.Message} {action}";
    }

    private static ErrorCategory GetCategory(MeshVideoErrorKind kind) => kind switch
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
        MeshVideoErrorKind.InvalidModelTable => ErrorCategory.InvalidData,
        MeshVideoErrorKind.InvalidApiVersion => ErrorCategory.InvalidArgument,
        MeshVideoErrorKind.MaxCostExceeded => ErrorCategory.LimitsExceeded,
        MeshVideoErrorKind.CostUnknown => ErrorCategory.LimitsExceeded,
        _ => ErrorCategory.NotSpecified,
    };
}
