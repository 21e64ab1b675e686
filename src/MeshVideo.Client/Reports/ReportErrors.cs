using System;
using System.IO;
using MeshVideo.Downloads;

namespace MeshVideo.Reports;

/// <summary>Creates the exceptions of reports.</summary>
internal static class ReportErrors
{
    public static MeshVideoException CreateWriteFailed(string path, Exception cause) => new(
        MeshVideoErrorKind.WriteFailed,
        $"The report could not be written to '{path}': {cause.Message.TrimEnd('.')}. An existing file is unchanged.",
        cause);

    /// <summary>Throws if there is something at the path that is not to be replaced.</summary>
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.FileExists"/>.</exception>
    public static void ThrowIfNotReplaceable(string path, ReportOptions options)
    {
        if (ExistingFile.FindConflict(path, saved: null, options.Overwrite) is { } conflict)
        {
            throw CreateExists(path, conflict, options.Overwrite ? null : Remedy.AllowReplacing);
        }

        if (!options.OverwriteReadOnly && new FileInfo(path) is { Exists: true, IsReadOnly: true })
        {
            throw CreateExists(path, "the file is read-only", Remedy.ReplaceFile);
        }
    }

    private static MeshVideoException CreateExists(string path, string reason, Remedy? remedy) => new(
        MeshVideoErrorKind.FileExists, $"The report was not written to '{path}': {reason}.")
    {
        Remedies = remedy is { } action ? [action] : [],
    };
}
