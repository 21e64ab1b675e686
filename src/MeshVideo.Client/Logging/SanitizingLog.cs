namespace MeshVideo;

/// <summary>Hands notes on as they may be shown: they quote ids, statuses and messages, which the service may make of anything.</summary>
internal sealed class SanitizingLog(IActivityLog log, Redactor redactor) : IActivityLog
{
    public bool IsEnabled(ActivityLevel level) => log.IsEnabled(level);

    public void Write(ActivityLevel level, string text)
    {
        if (IsEnabled(level))
        {
            log.Write(level, redactor.RedactForDisplay(text));
        }
    }
}
