using System;

namespace MeshVideo;

/// <summary>How far the saving is.</summary>
/// <param name="Total">Videos to save so far.</param>
/// <param name="Ended">Videos saved or given up.</param>
/// <param name="Active">Videos being fetched now.</param>
/// <param name="Bytes">Bytes received so far.</param>
/// <param name="Elapsed">Since the first was asked for.</param>
public sealed record SaveSnapshot(int Total, int Ended, int Active, long Bytes, TimeSpan Elapsed);
