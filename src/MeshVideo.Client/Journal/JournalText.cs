namespace MeshVideo.Journal;

/// <summary>Texts as they may stand in the journal: short, without the key and without the queries of links.</summary>
internal static class JournalText
{
    private const int Longest = 200;

    public static string Excerpt(string text, Redactor redactor)
    {
        string clean = redactor.Clean(text);
        if (clean.Length <= Longest)
        {
            return clean;
        }

        // Half a character is none.
        int end = char.IsHighSurrogate(clean[Longest - 1]) ? Longest - 1 : Longest;
        return clean.Remove(end) + "…";
    }
}
