using System;

namespace MeshVideo.Saving;

/// <summary>Puts into words why a file was not saved at a place.</summary>
internal static class SaveFaults
{
    public static MeshVideoException Exists(VideoTask task, WantedFile wanted, string path, string why) =>
        new(MeshVideoErrorKind.FileExists, $"The {wanted.Noun} of task {task.Id} was not saved as '{path}': {why}.") { TaskId = task.Id };

    public static MeshVideoException Taken(VideoTask task, WantedFile wanted, string path) => new(
        MeshVideoErrorKind.WriteFailed,
        $"The {wanted.Noun} of task {task.Id} was not saved as '{path}': another process, or another command of this one, is saving a file there. Wait for it, or give another name.")
    { TaskId = task.Id };

    public static MeshVideoException Unwritable(VideoTask task, WantedFile wanted, string path, Exception cause) => new(
        MeshVideoErrorKind.WriteFailed,
        $"The {wanted.Noun} of task {task.Id} could not be written to '{path}': {cause.Message.TrimEnd('.')}. What was there is unchanged. Save it elsewhere with: Save-MeshVideo -Id '{task.Id}' -Path …",
        cause)
    { TaskId = task.Id };

    public static MeshVideoException NotWhatItShouldBe(VideoTask task, WantedFile wanted, string objection) => new(
        MeshVideoErrorKind.NotAVideo,
        $"What the service offers as the {wanted.Noun} of task {task.Id} is none: {objection}. It was not saved. Try again later with: Save-MeshVideo -Id '{task.Id}'")
    { TaskId = task.Id };
}
