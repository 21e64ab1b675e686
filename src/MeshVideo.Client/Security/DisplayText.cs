using System.Linq;
using System.Text.RegularExpressions;

namespace MeshVideo;

/// <summary>
/// Makes texts safe to show and to log. Ids, models, statuses and messages come from the network and can contain anything. Only
/// shown texts are sanitized; properties of objects keep the original text.
/// </summary>
public static class DisplayText
{
    /// <summary>
    /// Returns the text on one line, without the queries of links. Line breaks and tabs become a space. Control characters and
    /// bidirectional formatting characters become U+FFFD, because they can move the cursor, hide text, rename the window or
    /// reorder the shown text.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>A text that is safe for a terminal and a log file.</returns>
    public static string Sanitize(string text)
    {
        text = Redactor.RemoveQueries(text);
        return text.Any(IsUnsafe) ? Patterns.Unsafe.Replace(Patterns.LineBreaks.Replace(text, " "), "\uFFFD") : text;
    }

    // Zero-width joiners are safe. Emoji and some scripts need them.
    private static bool IsUnsafe(char c) => char.IsControl(c)
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    // A nested class delays creating the expressions until a text needs them, which is rare. MeshVideo.Format.ps1xml has the same
    // expressions.
    private static class Patterns
    {
        public static readonly Regex LineBreaks = new(@"[\t-\r\x85\u2028\u2029]+", RegexOptions.CultureInvariant);

        public static readonly Regex Unsafe = new(
            @"[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]", RegexOptions.CultureInvariant);
    }
}
