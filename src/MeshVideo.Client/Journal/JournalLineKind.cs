namespace MeshVideo.Journal;

/// <summary>What a line of the journal says.</summary>
internal enum JournalLineKind
{
    /// <summary>The first line: this file is a journal.</summary>
    Journal,

    /// <summary>A request is about to be sent. While no outcome follows, a task may exist.</summary>
    Intent,

    /// <summary>The answer was lost, and when the request was sent. It leaves the intent open.</summary>
    Lost,

    /// <summary>Surely nothing was created: the row is as if it had never been sent.</summary>
    NotCreated,

    /// <summary>The task of a row.</summary>
    Task,

    /// <summary>The line before was cut short by a crash and counts for nothing.</summary>
    Torn,
}
