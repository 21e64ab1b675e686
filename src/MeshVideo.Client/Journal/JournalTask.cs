using MeshVideo.Requests;

namespace MeshVideo.Journal;

/// <summary>Creates tasks from lines of the journal.</summary>
internal static class JournalTask
{
    /// <summary>Creates the task of a row, with the values of its request.</summary>
    public static VideoTask ToVideoTask(JournalLine line, VideoRequest request, MeshVideoConnection connection) =>
        new CreatedTask(line.Id!, line.RequestId)
            .ToVideoTask(request, line.CreatedAt ?? line.Time, line.UsdPer1MTokens, connection);

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
