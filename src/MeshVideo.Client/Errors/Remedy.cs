namespace MeshVideo;

/// <summary>
/// What a caller can do about an error, where that depends on how the caller uses the client. A program puts it into its own terms, such as the names
/// of its options. The data for it is in the exception.
/// </summary>
public enum Remedy
{
    /// <summary>Check the API key, or where it is read from.</summary>
    CheckApiKey,

    /// <summary>Check the base address of the service.</summary>
    CheckBaseUri,

    /// <summary>Choose one of the models that the service lists.</summary>
    ChooseModel,

    /// <summary>Check the proxy, or the proxy of the system.</summary>
    CheckProxy,

    /// <summary>Specify a valid address of a proxy.</summary>
    CorrectProxy,

    /// <summary>Provide the user name and the password for the proxy.</summary>
    ProvideProxyCredential,

    /// <summary>Ask the administrator of the proxy to allow the host, or choose another proxy.</summary>
    ChangeProxy,

    /// <summary>Send the request without validation, if it is right.</summary>
    SkipValidation,

    /// <summary>Look for the task among those created since <see cref="MeshVideoException.CreatedAfter"/>.</summary>
    SearchForTask,

    /// <summary>If the search finds no task of the request, tell the journal to send the request once more.</summary>
    ResendAmbiguous,

    /// <summary>Check the path of the journal, its permissions and the disk.</summary>
    CheckJournal,

    /// <summary>Choose another path for the journal; a file that does not exist is created.</summary>
    ChangeJournal,

    /// <summary>Restore the line of the journal, or look for its task before the line is removed.</summary>
    RestoreJournalLine,

    /// <summary>Create the task again with more time, or in another service tier.</summary>
    AllowMoreTime,

    /// <summary>Change the prompt or the media; if the sound was refused, create the video without sound.</summary>
    ChangeContent,

    /// <summary>Wait for the task <see cref="MeshVideoException.TaskId"/> again.</summary>
    ContinueWaiting,

    /// <summary>Read the task <see cref="MeshVideoException.TaskId"/>.</summary>
    ReadTask,

    /// <summary>Save the files of the task <see cref="MeshVideoException.TaskId"/> again.</summary>
    SaveAgain,

    /// <summary>Save the files of the task <see cref="MeshVideoException.TaskId"/> to another path.</summary>
    SaveElsewhere,

    /// <summary>Replace the file, or choose another name.</summary>
    ReplaceFile,

    /// <summary>Give each task its own file name.</summary>
    UseUniqueNames,
}
