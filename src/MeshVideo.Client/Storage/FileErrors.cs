using System;
using System.IO;
using System.Runtime.InteropServices;

namespace MeshVideo.Storage;

/// <summary>Classifies the errors of file operations.</summary>
internal static class FileErrors
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    /// <summary>Whether another process has the file open and locked.</summary>
    public static bool IsSharingViolation(IOException exception) =>
        exception.HResult is WindowsSharingViolation or WindowsLockViolation || IsWouldBlock(exception.HResult);

    /// <summary>
    /// Whether another process may have the file open. If it does, Windows denies access instead of reporting a sharing violation
    /// when the file is to be replaced, or has been deleted and not closed.
    /// </summary>
    public static bool IsInUse(Exception exception) => exception switch
    {
        IOException error => IsSharingViolation(error),
        UnauthorizedAccessException => RuntimeInformation.IsOSPlatform(OSPlatform.Windows),
        _ => false,
    };

    /// <summary>Whether the error number of a system call means the same.</summary>
    public static bool IsWouldBlock(int error) => error is LinuxWouldBlock or MacWouldBlock;

    /// <summary>Whether an exception comes from the disk, from missing permissions or from an invalid path.</summary>
    public static bool IsFileSystemError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;
}
