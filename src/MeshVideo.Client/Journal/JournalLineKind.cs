namespace MeshVideo.Journal;

/// <summary>Specifies the kind of a line of the journal.</summary>
internal enum JournalLineKind
{
    /// <summary>The first line, which identifies the file as a journal.</summary>
    Journal,

    /// <summary>A request is about to be sent. Until its outcome follows, a task may exist.</summary>
    Intent,

    /// <summary>The response was lost. The line has the time when the request was sent. The outcome remains unknown.</summary>
    Lost,

    /// <summary>No task was created. The row counts as not sent.</summary>
    NotCreated,

    /// <summary>The task of a row.</summary>
    Task,

    /// <summary>A crash truncated the line before. That line is ignored.</summary>
    Torn,
}
