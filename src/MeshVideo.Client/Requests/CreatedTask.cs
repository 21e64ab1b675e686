using System;

namespace MeshVideo.Requests;

/// <summary>A task that the service has created. The response has only its id.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RequestId">The service's id of the request; null if the response has none.</param>
internal readonly record struct CreatedTask(string Id, string? RequestId)
{
    /// <summary>Converts to a queued task with the values of its request.</summary>
    public VideoTask ToVideoTask(
        VideoRequest request, DateTimeOffset createdAt, decimal? usdPer1MTokens, MeshVideoConnection connection) => new()
    {
        Id = Id,
        CreateRequestId = RequestId,
        Status = VideoTaskStatus.Queued,
        Model = request.Model,
        CreatedAt = createdAt,
        Duration = request.Duration,
        Frames = request.Frames,
        Resolution = request.Resolution,
        Ratio = request.Ratio,
        Request = request,
        UsdPer1MTokens = usdPer1MTokens,
        Connection = connection,
    };
}
