using System.IO;
using System.Management.Automation;

namespace MeshVideo.Binding;

/// <summary>Makes a media source of what the user gives: an address as it is, anything else a file as the shell's location has it.</summary>
internal static class MediaPath
{
    /// <exception cref="MeshVideoException"><see cref="MeshVideoErrorKind.MediaUnreadable"/>: no such file, or not a file of the file system.</exception>
    public static MediaSource Resolve(string text, string parameter, SessionState session)
    {
        if (MediaSource.IsAddress(text))
        {
            return MediaSource.FromUrl(text);
        }

        string path = FileSystemPath.Resolve(text, session, out string? objection);
        if (objection is not null)
        {
            throw Unreadable(parameter, text, objection);
        }

        return File.Exists(path)
            ? MediaSource.FromFile(path)
            : throw Unreadable(parameter, text, Directory.Exists(path) ? "it is a folder" : "there is no such file");
    }

    private static MeshVideoException Unreadable(string parameter, string text, string why) =>
        new(MeshVideoErrorKind.MediaUnreadable, $"{parameter} '{text}' cannot be sent: {why}. Nothing was created. Give a file, an http(s) link, a data URI or an asset.");
}
