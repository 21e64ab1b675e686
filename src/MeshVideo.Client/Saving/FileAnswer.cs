namespace MeshVideo.Saving;

/// <summary>What one try to fetch a file came to.</summary>
internal enum FileAnswer
{
    /// <summary>The whole file is there.</summary>
    Complete,

    /// <summary>A part of the file, as long as it said: the next part can be asked for.</summary>
    Part,

    /// <summary>Cut, stalled, unreachable, busy, or not there yet: the same link may work in a moment.</summary>
    TryAgain,

    /// <summary>The link is refused, expired or gone: only a new one can work.</summary>
    LinkDead,
}
