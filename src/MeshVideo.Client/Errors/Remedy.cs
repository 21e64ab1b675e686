namespace MeshVideo;

/// <summary>
/// Specifies an action that can resolve an error and depends on how the caller uses the client. A program describes it in its own
/// terms, such as the names of its options. The exception has the data.
/// </summary>
public enum Remedy
{
    /// <summary>Check the API key, or where it is read from.</summary>
    CheckApiKey,

    /// <summary>Check the base address of the service.</summary>
    CheckBaseUri,

    /// <summary>Choose one of the models that the service lists.</summary>
    ChooseModel,

    /// <summary>Check the specified proxy, or the proxy of the system.</summary>
    CheckProxy,

    /// <summary>Specify a valid proxy address.</summary>
    CorrectProxy,

    /// <summary>Provide the user name and password of the proxy.</summary>
    ProvideProxyCredential,

    /// <summary>Ask the proxy's administrator to allow the host, or use a different proxy.</summary>
    ChangeProxy,

    /// <summary>If the request is correct, send it without validation.</summary>
    SkipValidation,

    /// <summary>Search for the task among those created since <see cref="MeshVideoException.CreatedAfter"/>.</summary>
    SearchForTask,

    /// <summary>If the search finds no task of the request, allow the journal to send the request again.</summary>
    ResendAmbiguous,

    /// <summary>Check the path of the journal, the permissions and the disk.</summary>
    CheckJournal,

    /// <summary>Choose a different path for the journal. A file that does not exist is created.</summary>
    ChangeJournal,

    /// <summary>Restore the damaged line of the journal, or search for its task before removing the line.</summary>
    RestoreJournalLine,

    /// <summary>Create the task again with a longer expiration time, or in a different service tier.</summary>
    AllowMoreTime,

    /// <summary>Change the prompt or the media. If the audio was rejected, create the video without audio.</summary>
    ChangeContent,

    /// <summary>Wait for the task <see cref="MeshVideoException.TaskId"/> again.</summary>
    ContinueWaiting,

    /// <summary>Read the task <see cref="MeshVideoException.TaskId"/>.</summary>
    ReadTask,

    /// <summary>Save the files of the task <see cref="MeshVideoException.TaskId"/> again.</summary>
    SaveAgain,

    /// <summary>Save the files of the task <see cref="MeshVideoException.TaskId"/> to a different path.</summary>
    SaveElsewhere,

    /// <summary>Replace the existing file, or choose a different name.</summary>
    ReplaceFile,

    /// <summary>Allow the existing file to be replaced, or choose a different name.</summary>
    AllowReplacing,

    /// <summary>Name a different version of the API, or none.</summary>
    ChangeApiVersion,

    /// <summary>Correct the table of models, or use a different one.</summary>
    CorrectModelTable,

    /// <summary>Raise the spending limit, or create cheaper videos.</summary>
    RaiseSpendingLimit,

    /// <summary>Allow videos whose cost is not known, which do not count toward the limit until they have ended.</summary>
    AllowUnknownCost,

    /// <summary>Use a unique file name for each task.</summary>
    UseUniqueNames,
}
