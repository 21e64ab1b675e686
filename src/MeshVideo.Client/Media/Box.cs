namespace MeshVideo.Media;

/// <summary>A box of an MP4, QuickTime or HEIF file.</summary>
/// <param name="Type">Its four-character code.</param>
/// <param name="ContentStart">The position of its content.</param>
/// <param name="ContentEnd">The position behind its content, at most the end of its parent.</param>
/// <param name="IsTruncated">Whether it declares to be longer than its parent.</param>
internal readonly record struct Box(string Type, long ContentStart, long ContentEnd, bool IsTruncated)
{
    public long Length => ContentEnd - ContentStart;
}
