namespace MeshVideo.Journal;

/// <summary>Texts as they may stand in the journal: short, without the key and without the queries of links.</summary>
internal static class JournalExcerpt
{
    private const int MaximumLength = 200;

    public static string Create(string text, Redactor redactor) => Redactor.Truncate(redactor.Redact(text), MaximumLength);
}
