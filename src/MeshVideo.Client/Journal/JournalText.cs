namespace MeshVideo.Journal;

/// <summary>Texts as they may stand in the journal: short, without the key and without the queries of links.</summary>
internal static class JournalText
{
    private const int Longest = 200;

    public static string Excerpt(string text, Redactor redactor) => Redactor.Shorten(redactor.Clean(text), Longest);
}
