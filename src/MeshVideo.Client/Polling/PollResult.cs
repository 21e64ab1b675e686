namespace MeshVideo.Polling;

/// <summary>What follows from one poll.</summary>
/// <param name="Outcome">How the wait for the task ended, if it did.</param>
/// <param name="Warning">What to warn the user of.</param>
/// <param name="IsHistoryWanted">Whether to read the run times of earlier tasks next. That takes the place of the poll.</param>
internal readonly record struct PollResult(WaitOutcome? Outcome, string? Warning = null, bool IsHistoryWanted = false);
