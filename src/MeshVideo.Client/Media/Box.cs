namespace MeshVideo.Media;

/// <summary>A box of an MP4, MOV or HEIF.</summary>
/// <param name="Type">Its four characters.</param>
/// <param name="Start">Where its content begins.</param>
/// <param name="End">Where it ends, or what it is in ends before it.</param>
/// <param name="IsCut">Whether it says that it is longer than what it is in.</param>
internal readonly record struct Box(string Type, long Start, long End, bool IsCut)
{
    public long Length => End - Start;
}
