namespace MeshVideo.Journal;

/// <summary>Creates tasks from lines of the journal.</summary>
internal static class JournalTask
{
    /// <summary>Creates the task of a row, with the values of its request.</summary>
    public static VideoTask ToVideoTask(JournalLine line, VideoRequest request, MeshVideoConnection connection) => new()
    {
        Id = line.Id!,
        Status = VideoTaskStatus.Queued,
        Model = request.Model,
        CreatedAt = line.CreatedAt ?? line.Time,
        CreateRequestId = line.RequestId,
        UsdPer1MTokens = line.UsdPer1MTokens,
        Duration = request.Duration,
        Frames = request.Frames,
        Resolution = request.Resolution,
        Ratio = request.Ratio,
        Request = request,
        Connection = connection,
    };

    /// <summary>
    /// Creates a task from its line alone. Its status is unknown, and only the beginning of the prompt is known.
    /// </summary>
    public static VideoTask FromLine(JournalLine line) => new()
    {
        Id = line.Id!,
        Model = line.Model,
        CreatedAt = line.CreatedAt ?? line.Time,
        CreateRequestId = line.RequestId,
        UsdPer1MTokens = line.UsdPer1MTokens,
        Request = new VideoRequest { Prompt = line.Prompt, Model = line.Model ?? VideoRequest.DefaultModel },
    };
}
