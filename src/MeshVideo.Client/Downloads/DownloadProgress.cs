using System;

namespace MeshVideo;

/// <summary>The progress of a <see cref="VideoDownloader"/> at one moment.</summary>
/// <param name="Total">The number of videos requested so far.</param>
/// <param name="Finished">The number of videos saved or failed.</param>
/// <param name="Active">The number of downloads in progress.</param>
/// <param name="BytesReceived">The number of bytes received.</param>
/// <param name="Elapsed">The time since the first request.</param>
public sealed record DownloadProgress(int Total, int Finished, int Active, long BytesReceived, TimeSpan Elapsed);
