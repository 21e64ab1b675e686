using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace MeshVideo.Journal;

/// <summary>Creates the exceptions of the journal.</summary>
internal static class JournalErrors
{
    private const int MaximumListedTasks = 5;
    private const string NothingSent = " Nothing was sent.";

    private const string RestoreFirst =
        "Restore it before the batch is run again. Otherwise, all requests that it recorded are sent and charged again.";

    /// <summary>The reason not to use a different journal.</summary>
    public const string OtherJournalCharges = "Using a different journal would create, and charge for, these videos again.";

    /// <summary>Gets whether an exception is an error of the file system.</summary>
    public static bool IsFileError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException
            or System.Security.SecurityException;

    public static MeshVideoException CreateUnusable(
        string path, string reason, string advice = "", Remedy? remedy = null, Exception? cause = null) =>
        new(
            MeshVideoErrorKind.JournalUnusable,
            $"The journal '{path}' cannot be used: {reason.TrimEnd('.')}.{NothingSent} {advice}".TrimEnd(),
            cause)
        {
            Remedies = remedy is { } known ? [known] : [],
        };

    /// <summary>Gets the message of an exception without the statement that nothing was sent.</summary>
    public static string DescribeAfterSending(MeshVideoException exception) =>
        exception.Message.Replace(NothingSent, string.Empty);

    public static MeshVideoException CreateUnusable(string path, Exception cause) =>
        CreateUnusable(path, cause.Message, remedy: Remedy.CheckJournal, cause: cause);

    /// <summary>Creates the exception for a journal that another program has removed during the run.</summary>
    /// <param name="path">The path.</param>
    /// <param name="change">What happened to the file.</param>
    /// <param name="cause">The error of the file system, if there was one.</param>
    public static MeshVideoException CreateLost(string path, string change, Exception? cause) =>
        CreateUnusable(path, $"{change} while it was in use", RestoreFirst, cause: cause);

    public static MeshVideoException CreateDamaged(string path, long line, string reason) =>
        CreateUnusable(
            path,
            $"line {line.ToString(CultureInfo.InvariantCulture)} cannot be read: {reason}",
            "Its request may have been charged.",
            Remedy.RestoreJournalLine);

    public static MeshVideoException CreateNewerVersion(string path) =>
        CreateUnusable(path, "a newer version of MeshVideo wrote it", $"Update MeshVideo. {OtherJournalCharges}");

    public static MeshVideoException CreateAmbiguous(JournalAttempt lost, LostTaskSearchResult result)
    {
        string ids = string.Join(", ", result.Candidates.Take(MaximumListedTasks).Select(task => task.Id))
            + (result.Candidates.Count > MaximumListedTasks ? ", …" : string.Empty);
        string searchResult = result switch
        {
            { IsListTooLong: true } => "the service's list is too long to search",
            { Candidates.Count: 0 } => "the service's list contains no matching task",
            { HasCompetingRows: true } =>
                $"the service's list contains matching tasks ({ids}), but some may belong to another row of the batch "
                    + "whose response was lost",
            { Rows: 1 } => $"the service's list contains {result.Candidates.Count} matching tasks ({ids})",
            _ =>
                $"the service's list contains {result.Candidates.Count} matching tasks ({ids}) for {result.Rows} "
                    + "identical rows of the batch whose responses were lost",
        };
        return CreateUnresolved(lost, searchResult, cause: null);
    }

    public static MeshVideoException CreateListUnreadable(JournalAttempt lost, MeshVideoException cause) =>
        CreateUnresolved(lost, $"the service's list could not be read ({cause.Message.TrimEnd('.')})", cause);

    private static MeshVideoException CreateUnresolved(JournalAttempt lost, string searchResult, Exception? cause)
    {
        string clock = lost.IsClockKnown
            ? string.Empty
            : " The service's clock is not known, so the search must start a day earlier.";
        string retry = cause is null ? string.Empty : " Run the batch again when the service is available.";
        return new MeshVideoException(
            MeshVideoErrorKind.CreateOutcomeUnknown,
            $"An earlier run sent this request at {JournalTime.Format(lost.SentAt)} and the response was lost; "
                + $"{searchResult}. A task may exist and may be charged, so it was not sent again.{clock}{retry}",
            cause)
        {
            SentAt = lost.SentAt,
            CreatedAfter = lost.CreatedAfter,
            Remedies = cause is null ? [Remedy.SearchForTask, Remedy.ResendAmbiguous] : [Remedy.SearchForTask],
        };
    }
}
