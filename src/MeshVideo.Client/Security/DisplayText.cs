using System.Linq;
using System.Text.RegularExpressions;

namespace MeshVideo;

/// <summary>
/// The one place that makes a text fit to be shown or logged, whoever wrote it: ids, models, statuses and messages come from the network.
/// Properties of objects stay as they came.
/// </summary>
public static class DisplayText
{
    /// <summary>
    /// One line without the queries of links. Escape sequences move the cursor, hide text or rename the window, and bidirectional controls
    /// show a text in another order than it has: such characters become U+FFFD. Line breaks and tabs become a space.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text, as a terminal and a log file can take it.</returns>
    public static string Sanitize(string text)
    {
        text = Redactor.RemoveQueries(text);
        return text.Any(IsUnsafe) ? Patterns.Unsafe.Replace(Patterns.LineBreaks.Replace(text, " "), "\uFFFD") : text;
    }

    // Joiners, which emoji and some scripts are written with, are not among them.
    private static bool IsUnsafe(char c) => char.IsControl(c)
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    // Nearly every text is a word or a plain sentence, for which they are not even made. MeshVideo.Format.ps1xml has the same two.
    private static class Patterns
    {
        public static readonly Regex LineBreaks = new(@"[\t-\r\x85\u2028\u2029]+", RegexOptions.CultureInvariant);

        public static readonly Regex Unsafe = new(@"[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]", RegexOptions.CultureInvariant);
    }
}
