namespace MeshVideo;

/// <summary>
/// Redacts secrets and removes control characters before it writes a message. Messages quote ids, statuses and texts of the
/// service, which can contain anything. Without a log, it discards all messages.
/// </summary>
internal sealed class SanitizingLog(IActivityLog? log, Redactor redactor) : IActivityLog
{
    public bool IsEnabled(ActivityLevel level) => log?.IsEnabled(level) == true;

    public void Write(ActivityLevel level, string text)
    {
        if (IsEnabled(level))
        {
            log!.Write(level, redactor.RedactForDisplay(text));
        }
    }
}
