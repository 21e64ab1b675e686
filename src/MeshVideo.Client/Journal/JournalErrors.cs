using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace MeshVideo.Journal;

/// <summary>The journal's exceptions.</summary>
internal static class JournalErrors
{
    private const int MaximumListedTasks = 5;
    private const string NothingSent = " Nothing was sent.";

    /// <summary>Why another journal is no remedy.</summary>
    public const string OtherJournalCharges = "Using a different journal would create, and charge for, these videos again.";

    /// <summary>Whether an exception is the file system's word.</summary>
    public static bool IsFileError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException;

    public static MeshVideoException CreateUnusable(string path, string reason, string advice = "", Remedy? remedy = null, Exception? cause = null) =>
        new(MeshVideoErrorKind.JournalUnusable, $"The journal '{path}' cannot be used: {reason.TrimEnd('.')}.{NothingSent} {advice}".TrimEnd(), cause)
        {
            Remedies = remedy is { } known ? [known] : [],
        };

    /// <summary>What an exception says, where something was sent already.</summary>
    public static string DescribeAfterSending(MeshVideoException exception) => exception.Message.Replace(NothingSent, string.Empty);

    public static MeshVideoException CreateUnusable(string path, Exception cause) =>
        CreateUnusable(path, cause.Message, remedy: Remedy.CheckJournal, cause: cause);

    public static MeshVideoException CreateDamaged(string path, long line, string reason) =>
        CreateUnusable(path, $"line {line.ToString(CultureInfo.InvariantCulture)} cannot be read: {reason}", "What it recorded may have been paid for.", Remedy.RestoreJournalLine);

    public static MeshVideoException CreateNewerVersion(string path) =>
        CreateUnusable(path, "a newer version of MeshVideo wrote it", $"Update MeshVideo. {OtherJournalCharges}");

    public static MeshVideoException CreateAmbiguous(JournalAttempt lost, LostTaskSearchResult result)
    {
        string ids = string.Join(", ", result.Candidates.Take(MaximumListedTasks).Select(task => task.Id)) + (result.Candidates.Count > MaximumListedTasks ? ", …" : string.Empty);
        string searchResult = result switch
        {
            { IsListTooLong: true } => "the service's list is too long to be searched",
            { Candidates.Count: 0 } => "the service's list shows no task that can be it",
            { HasCompetingRows: true } => $"of the tasks in the service's list that can be it ({ids}) another row of the batch, whose answer was lost too, may have made some",
            { Rows: 1 } => $"the service's list shows {result.Candidates.Count} that can be it ({ids})",
            _ => $"the service's list shows {result.Candidates.Count} that can be it ({ids}), for {result.Rows} identical rows of the batch with a lost answer",
        };
        return CreateUnresolved(lost, searchResult, cause: null);
    }

    public static MeshVideoException CreateListUnreadable(JournalAttempt lost, MeshVideoException cause) =>
        CreateUnresolved(lost, $"the service's list could not be read ({cause.Message.TrimEnd('.')})", cause);

    private static MeshVideoException CreateUnresolved(JournalAttempt lost, string searchResult, Exception? cause)
    {
        string clock = lost.IsClockKnown ? string.Empty : " The service's clock is not known, so search from a day before.";
        string retry = cause is null ? string.Empty : " Run the batch again when the service answers.";
        return new MeshVideoException(
            MeshVideoErrorKind.CreateOutcomeUnknown,
            $"An earlier run sent this request at {JournalTime.Format(lost.SentAt)} and its answer was lost; {searchResult}. A task may exist and may be charged, so it was not sent again.{clock}{retry}",
            cause)
        {
            SentAt = lost.SentAt,
            CreatedAfter = lost.CreatedAfter,
            Remedies = cause is null ? [Remedy.SearchForTask, Remedy.ResendAmbiguous] : [Remedy.SearchForTask],
        };
    }
}
