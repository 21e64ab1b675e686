using System;

namespace MeshVideo.Downloads;

/// <summary>The result of one attempt to download a file.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why, unless it completed. The file host's own words in it are not redacted.</param>
/// <param name="RetryAfter">How long the host asks to wait.</param>
internal readonly record struct DownloadResult(DownloadOutcome Outcome, string Reason = "", TimeSpan? RetryAfter = null);
