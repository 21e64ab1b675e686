using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using MeshVideo.Security;

namespace MeshVideo.Storage;

/// <summary>Identifies a process among those of all computers and containers that can open the same folder.</summary>
internal static class ProcessIdentity
{
    private const char Separator = '-';

    // Long enough to be unique, short enough for a file name.
    private const int ScopeLength = 16;

    private static readonly string Scope = ContentHash.Compute(GetScope()).Split(':')[1].Substring(0, ScopeLength);

    /// <summary>The identity of this process. It is valid in a file name, and has no dot.</summary>
    public static string Current { get; } = Scope + Separator + GetCurrentId().ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a process has certainly ended. This is not known of a process of another computer or container.</summary>
    /// <param name="identity">Its identity, from <see cref="Current"/>. Any other text is that of an unknown process.</param>
    public static bool HasEnded(string identity)
    {
        string[] parts = identity.Split(Separator);
        return parts.Length == 2
            && parts[0] == Scope
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int processId)
            && !IsRunning(processId);
    }

    // An id is unique only in its container and until the computer restarts, and two computers can have the same name.
    private static string GetScope()
    {
        try
        {
            return RuntimeInformation.IsOSPlatform(OSPlatform.Linux)
                ? File.ReadAllText("/proc/sys/kernel/random/boot_id") + FileOperations.ResolveLink("/proc/self/ns/pid")
                : Environment.MachineName;
        }
        catch (Exception exception) when (FileErrors.IsFileSystemError(exception))
        {
            return Environment.MachineName;
        }
    }

    private static int GetCurrentId()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Id;
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
