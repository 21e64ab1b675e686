namespace MeshVideo.Journal;

/// <summary>Shortens texts for the journal and removes the API key and the queries of links.</summary>
internal static class JournalText
{
    private const int MaximumLength = 200;

    public static string Create(string text, Redactor redactor) => Redactor.Truncate(redactor.Redact(text), MaximumLength);
}
