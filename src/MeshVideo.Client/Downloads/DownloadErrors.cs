using System;
using System.Net.Http;
using MeshVideo.Http;

namespace MeshVideo.Downloads;

/// <summary>Creates the exceptions of downloads.</summary>
internal static class DownloadErrors
{
    public static MeshVideoException Exists(Download download, string path, string reason, Remedy remedy = Remedy.ReplaceFile) =>
        Create(
            download,
            MeshVideoErrorKind.FileExists,
            $"{Describe(download)} was not saved as '{path}': {reason}.",
            remedies: remedy);

    public static MeshVideoException InUse(Download download) => Create(
        download,
        MeshVideoErrorKind.WriteFailed,
        $"{Describe(download)} was not saved as '{download.TargetPath}': another process, or another command of this one, "
            + "is saving a file there. Wait for it, or give another name.");

    public static MeshVideoException WriteFailed(Download download, Exception cause) => Create(
        download,
        MeshVideoErrorKind.WriteFailed,
        $"{Describe(download)} could not be written to '{download.TargetPath}': {cause.Message.TrimEnd('.')}. "
            + "An existing file is unchanged.",
        cause,
        Remedy.SaveElsewhere);

    public static MeshVideoException Invalid(Download download, string problem) => Create(
        download,
        MeshVideoErrorKind.NotAVideo,
        $"What the service offers as the {download.Artifact.DisplayName} of task {download.TaskId} is not one: {problem}. "
            + "It was not saved.",
        remedies: Remedy.SaveAgain);

    public static MeshVideoException NoLink(Download download) => Create(
        download,
        MeshVideoErrorKind.NothingToSave,
        $"Task {download.TaskId} has no link to a {download.Artifact.DisplayName} "
            + $"(status: {download.Task.StatusText ?? download.Task.Status.ToString().ToLowerInvariant()}).",
        remedies: Remedy.ReadTask);

    public static MeshVideoException TimedOut(Download download, string reason) => Create(
        download,
        MeshVideoErrorKind.DownloadFailed,
        $"{Describe(download)} could not be downloaded: {reason}. The task is not affected.",
        remedies: Remedy.SaveAgain);

    public static MeshVideoException Unreachable(Download download, ConnectionError error, HttpRequestException cause) => Create(
        download,
        error.Kind,
        $"{Describe(download)} could not be downloaded: {error.Reason}. "
            + (error.Advice.Length == 0 ? string.Empty : error.Advice + " ")
            + "The task is not affected.",
        TransportErrors.Redact(cause, DisplayText.Sanitize),
        [.. error.Remedies, Remedy.SaveAgain]);

    public static MeshVideoException InsecureLink(Download download, Uri link) => Create(
        download,
        MeshVideoErrorKind.RedirectRefused,
        $"The file of task {download.TaskId} is offered at {Redactor.FormatAddress(link)}, which is not a valid https address. "
            + "It was not downloaded. Ask the service about it.");

    public static MeshVideoException ForbiddenNetwork(Download download, Uri link, string host, NetworkScope scope) => Create(
        download,
        MeshVideoErrorKind.RedirectRefused,
        $"The file of task {download.TaskId} is offered at {Redactor.FormatAddress(link)}, and {host} is "
            + (scope == NetworkScope.Local ? "this machine or a link-local address" : "in a private network")
            + ", but the host that offers it is not. It was not downloaded. Ask the service about it.");

    private static string Describe(Download download) => $"The {download.Artifact.DisplayName} of task {download.TaskId}";

    private static MeshVideoException Create(
        Download download, MeshVideoErrorKind kind, string message, Exception? cause = null, params Remedy[] remedies) =>
        new(kind, message, cause) { TaskId = download.TaskId, Remedies = remedies };
}
