using System.IO;

namespace MeshVideo.Compatibility;

/// <summary>Tells the one file fault that passes by itself from all others.</summary>
internal static class FileSharing
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    /// <summary>Whether somebody else has the file open in a way that keeps us out.</summary>
    public static bool IsTaken(IOException exception) =>
        exception.HResult is WindowsSharingViolation or WindowsLockViolation || IsWouldBlock(exception.HResult);

    /// <summary>Whether an error of a system call says the same.</summary>
    public static bool IsWouldBlock(int error) => error is LinuxWouldBlock or MacWouldBlock;
}
