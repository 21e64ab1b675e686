namespace MeshVideo;

/// <summary>Hands notes on as they may be shown: they quote ids, statuses and messages, which the service may make of anything.</summary>
internal sealed class SanitizingLog(IActivityLog log, Redactor redactor) : IActivityLog
{
    public bool Takes(ActivityLevel level) => log.Takes(level);

    public void Note(ActivityLevel level, string text)
    {
        if (Takes(level))
        {
            log.Note(level, redactor.RedactForDisplay(text));
        }
    }
}
