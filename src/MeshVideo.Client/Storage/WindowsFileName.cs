using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace MeshVideo.Storage;

/// <summary>Finds names in paths that Windows changes silently, or takes for something other than a file.</summary>
internal static class WindowsFileName
{
    private const int MaximumLength = 255;
    private const string ExtendedPrefix = @"\\?\";
    private const string DevicePrefix = @"\\.\";

    private static readonly char[] ForbiddenCharacters = [.. "<>\"|?*"];

    private static readonly string[] ReservedNames =
    [
        "CON", "CONIN$", "CONOUT$", "PRN", "AUX", "NUL",
        .. "123456789¹²³".SelectMany(port => new[] { "COM" + port, "LPT" + port }),
    ];

    /// <summary>Whether a name is a device on Windows, whatever its extension is.</summary>
    public static bool IsReserved(string name) =>
        ReservedNames.Contains(name.Split('.', ':')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks the names in a path. Has no effect on other systems, which permit them.</summary>
    /// <param name="path">The path, before .NET removes what Windows ignores.</param>
    /// <exception cref="IOException">A name cannot be used on Windows. The message is the end of a sentence.</exception>
    public static void Validate(string path)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && FindProblem(path.Replace('/', '\\')) is { } problem)
        {
            throw new IOException(problem);
        }
    }

    private static string? FindProblem(string path)
    {
        if (path.StartsWith(DevicePrefix, StringComparison.Ordinal))
        {
            return "it is the path of a device";
        }

        string names = path.StartsWith(ExtendedPrefix, StringComparison.Ordinal) ? path.Substring(ExtendedPrefix.Length) : path;
        bool hasDrive = names.Length > 1 && names[1] == ':';
        return names
            .Substring(hasDrive ? 2 : 0)
            .Split('\\')
            .Where(name => name is not ("" or "." or ".."))
            .Select(FindNameProblem)
            .FirstOrDefault(problem => problem is not null);
    }

    private static string? FindNameProblem(string name)
    {
        if (IsReserved(name))
        {
            return $"'{name}' is the name of a device on Windows";
        }

        if (name.Contains(':'))
        {
            return $"'{name}' is an alternate data stream of another file on Windows";
        }

        if (name.FirstOrDefault(c => c < ' ' || ForbiddenCharacters.Contains(c)) is var forbidden and not '\0')
        {
            string character = forbidden < ' '
                ? $"U+{((int)forbidden).ToString("X4", CultureInfo.InvariantCulture)}"
                : $"{forbidden}";
            return $"'{name}' contains {character}, which Windows does not permit in a name";
        }

        if (name[name.Length - 1] is '.' or ' ')
        {
            return $"'{name}' ends with a dot or a space, which Windows removes";
        }

        return name.Length > MaximumLength
            ? $"a name in it has {name.Length} characters, and Windows permits {MaximumLength}"
            : null;
    }
}
