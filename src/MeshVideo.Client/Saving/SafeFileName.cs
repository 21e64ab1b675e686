using System;
using System.Linq;
using System.Text;

namespace MeshVideo.Saving;

/// <summary>Makes a file name that every system takes out of a text that may be anything: a task's id comes from the network.</summary>
internal static class SafeFileName
{
    private const int Longest = 120;

    // Those of Windows, everywhere: a file saved on Linux may be copied there.
    private static readonly char[] Illegal = [.. "<>:\"/\\|?*"];

    private static readonly string[] Reserved =
    [
        "CON", "PRN", "AUX", "NUL",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    ];

    public static string From(string text)
    {
        StringBuilder name = new();
        foreach (char c in text.Take(Longest))
        {
            name.Append(char.IsControl(c) || char.IsSurrogate(c) || Illegal.Contains(c) ? '_' : c);
        }

        // Leading dots hide a file or climb out of the folder, trailing ones and spaces vanish on Windows, a leading dash looks like an option.
        string safe = name.ToString().Trim().Trim('.').TrimStart('-').Trim();
        if (safe.Length == 0)
        {
            return "video";
        }

        string stem = safe.Split('.')[0].TrimEnd();
        return Reserved.Contains(stem, StringComparer.OrdinalIgnoreCase) ? "_" + safe : safe;
    }
}
