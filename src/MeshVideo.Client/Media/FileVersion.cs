using System;
using System.IO;
using System.Globalization;
using MeshVideo.Storage;

namespace MeshVideo.Media;

/// <summary>
/// Identifies the content of an open file without reading it: by its length and the time of the last write. Some network file
/// systems give the same file another number each time that it is opened, so that is not compared.
/// </summary>
internal readonly struct FileVersion
{
    private readonly DateTime _lastWriteTime;

    /// <param name="file">The open file.</param>
    public FileVersion(FileStream file)
    {
        Length = file.Length;
        _lastWriteTime = file.GetLastWriteTimeUtc();
    }

    /// <summary>Gets the number of bytes.</summary>
    public long Length { get; }

    /// <summary>Describes how a file has changed since this version.</summary>
    /// <param name="now">The file that has the path now.</param>
    /// <returns>The end of a sentence; null if it is the same version.</returns>
    public string? DescribeChange(FileVersion now) => now switch
    {
        _ when now.Length != Length =>
            $"its length changed from {Length.ToString(CultureInfo.InvariantCulture)} to "
                + $"{now.Length.ToString(CultureInfo.InvariantCulture)} bytes after it was checked",
        _ when now._lastWriteTime != _lastWriteTime => "it was changed after it was checked",
        _ => null,
    };
}
