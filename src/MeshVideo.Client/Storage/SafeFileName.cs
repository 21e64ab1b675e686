using System.Globalization;
using System.Linq;
using System.Text;

namespace MeshVideo.Storage;

/// <summary>Turns any text, such as a task's id from the network, into a file name that is valid on every system.</summary>
internal static class SafeFileName
{
    // In bytes of UTF-8. Most systems allow 255, and the extensions of the file and of its part file must fit too.
    private const int MaximumLength = 180;

    // The characters that Windows forbids, on every system, since a file may be copied there; and the other wildcards of shells.
    private static readonly char[] ForbiddenCharacters = [.. "<>:\"/\\|?*[]`"];

    public static string From(string text)
    {
        StringBuilder name = new();
        int length = 0;
        foreach (char c in text.Select(Replace))
        {
            length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            if (length > MaximumLength)
            {
                break;
            }

            name.Append(c);
        }

        // Leading dots hide a file or name a parent folder, Windows drops trailing dots and spaces, and a leading dash looks like
        // an option.
        string safe = name.ToString().TrimStart(' ', '.', '-').TrimEnd(' ', '.');
        if (safe.Length == 0)
        {
            return "video";
        }

        return WindowsFileName.IsReserved(safe) ? "_" + safe : safe;
    }

    // Invisible characters can make one name look like another.
    private static char Replace(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate => '_',
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => '_',
        UnicodeCategory.SpaceSeparator => ' ',
        _ => ForbiddenCharacters.Contains(c) ? '_' : c,
    };
}
