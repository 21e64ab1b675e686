namespace MeshVideo.Journal;

/// <summary>Makes tasks of the journal's lines.</summary>
internal static class JournalTask
{
    /// <summary>The task of a row that is asked for again: as it was when it had just been created.</summary>
    public static VideoTask ToVideoTask(JournalLine line, VideoRequest request, MeshVideoConnection connection) => new()
    {
        Id = line.Id!,
        Status = VideoTaskStatus.Queued,
        Model = request.Model,
        CreatedAt = line.CreatedAt ?? line.Time,
        Duration = request.Duration,
        Frames = request.Frames,
        Resolution = request.Resolution,
        Ratio = request.Ratio,
        Request = request,
        Connection = connection,
    };

    /// <summary>A task of which the file alone is known: not how it stands, and of its prompt the beginning.</summary>
    public static VideoTask FromLine(JournalLine line) => new()
    {
        Id = line.Id!,
        Model = line.Model,
        CreatedAt = line.CreatedAt ?? line.Time,
        Request = new VideoRequest { Prompt = line.Prompt, Model = line.Model ?? VideoRequest.DefaultModel },
    };
}
