using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace MeshVideo.Saving;

/// <summary>Makes a file name that every system takes out of a text that may be anything: a task's id comes from the network.</summary>
internal static class SafeFileName
{
    // Bytes of UTF-8: most systems take 255 with the ending and what a file has while it is fetched.
    private const int Longest = 180;

    // Those of Windows, everywhere, since a file saved on Linux may be copied there, and the rest of PowerShell's wildcards.
    private static readonly char[] Illegal = [.. "<>:\"/\\|?*[]`"];

    private static readonly string[] Reserved =
    [
        "CON", "CONIN$", "CONOUT$", "PRN", "AUX", "NUL",
        .. "123456789¹²³".SelectMany(port => new[] { "COM" + port, "LPT" + port }),
    ];

    public static string From(string text)
    {
        StringBuilder name = new();
        int bytes = 0;
        foreach (char c in text.Select(Safe))
        {
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            if (bytes > Longest)
            {
                break;
            }

            name.Append(c);
        }

        // Leading dots hide a file or climb out of the folder, trailing ones and spaces vanish on Windows, a leading dash looks like an option.
        string safe = name.ToString().TrimStart(' ', '.', '-').TrimEnd(' ', '.');
        if (safe.Length == 0)
        {
            return "video";
        }

        string stem = safe.Split('.')[0].TrimEnd();
        return Reserved.Contains(stem, StringComparer.OrdinalIgnoreCase) ? "_" + safe : safe;
    }

    /// <summary>Whether Windows takes a path's name for that of a stream within another file.</summary>
    public static bool IsOfStream(string path) => Path.GetFileName(path).Contains(':');

    // Signs that nobody sees can make one name look like another.
    private static char Safe(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate => '_',
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => '_',
        UnicodeCategory.SpaceSeparator => ' ',
        _ => Illegal.Contains(c) ? '_' : c,
    };
}
