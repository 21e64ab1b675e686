using System.Collections.Generic;

namespace MeshVideo.Journal;

/// <summary>Represents a row of the batch, and creates its lines.</summary>
/// <param name="identity">What identifies its request.</param>
/// <param name="request">Its request.</param>
/// <param name="occurrence">Its occurrence among identical requests of the run.</param>
/// <param name="earlierOccurrence">The same by the identity of earlier versions.</param>
internal sealed class BatchRow(RequestIdentity identity, VideoRequest request, int occurrence, int earlierOccurrence)
{
    // Later lines of a row have the identity of its first one.
    private JournalRow? _found;

    public VideoRequest Request => request;

    /// <summary>Gets the beginning of the prompt, or the model.</summary>
    public string DisplayName => identity.Prompt ?? identity.Model;

    /// <summary>Finds what the journal has of the row.</summary>
    public JournalRow Find(JournalState state)
    {
        JournalRow current = state.GetRow(identity.Hash, occurrence);
        JournalRow? earlier = identity.EarlierHash is { } hash ? state.GetRow(hash, earlierOccurrence) : null;
        return _found = current.IsEmpty && earlier is { IsEmpty: false } ? earlier : current;
    }

    /// <summary>Chooses the expiration that makes the request distinguishable from others whose outcome is unknown.</summary>
    /// <returns>The number of seconds; null to send the request as it is.</returns>
    public int? ChooseExpiration(VideoRequest sent, IEnumerable<JournalAttempt> openAttempts) =>
        ExpirationMarker.Choose(sent, identity.Model, identity.Sent, openAttempts);

    public JournalLine CreateLine(JournalLineKind kind) => new(kind)
    {
        Hash = _found?.Hash ?? identity.Hash,
        Occurrence = _found?.Occurrence ?? occurrence,
    };

    public JournalLine CreateIntentLine(
        MeshVideoConnection connection, string runId, int? expiration, CostEstimate cost) =>
        CreateLine(JournalLineKind.Intent) with
        {
            RunId = runId,
            Service = connection.ToString(),
            Model = identity.Model,
            Prompt = identity.Prompt,
            Media = identity.Media,
            Sent = expiration is { } seconds ? ExpirationMarker.WithExpiration(identity.Sent, seconds) : identity.Sent,
            ClockOffset = connection.Clock.Offset,
            Tokens = cost.Tokens,
            Usd = cost.Usd,
        };

    public JournalLine CreateErrorLine(MeshVideoException exception, MeshVideoConnection connection)
    {
        bool mayExist = exception.Kind == MeshVideoErrorKind.CreateOutcomeUnknown;
        return CreateLine(mayExist ? JournalLineKind.Lost : JournalLineKind.NotCreated) with
        {
            SentAt = mayExist ? exception.SentAt : null,
            ClockOffset = mayExist ? connection.Clock.Offset : null,
            Reason = JournalText.Create($"{exception.Kind}: {exception.Message}", connection.Redactor),
        };
    }

    public JournalLine CreateTaskLine(VideoTask task) => CreateLine(JournalLineKind.Task) with
    {
        Id = task.Id,
        CreatedAt = task.CreatedAt,
        RequestId = task.CreateRequestId,
        UsdPer1MTokens = task.UsdPer1MTokens,
        Model = identity.Model,
        Prompt = identity.Prompt,
    };
}
