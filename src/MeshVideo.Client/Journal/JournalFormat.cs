using System;
using System.Text;

namespace MeshVideo.Journal;

/// <summary>Specifies the format of the journal.</summary>
internal static class JournalFormat
{
    /// <summary>
    /// The version on each line. It must change if the format of a line changes, or the comparison of requests.
    /// </summary>
    public const int Version = 1;

    /// <summary>The application that owns the format.</summary>
    public const string Owner = "MeshVideo";

    public const byte LineEnd = (byte)'\n';

    /// <summary>
    /// The maximum length of a line in bytes. Lines of a journal are far shorter, so a file with a longer line is not a journal.
    /// </summary>
    public const int MaximumLineLength = 1024 * 1024;

    /// <summary>The maximum length of the first line in bytes, with a margin.</summary>
    private const int MaximumHeaderLength = 100;

    private static readonly byte[] HeaderStart = Encoding.ASCII.GetBytes(
        $"{{\"v\":{Version},\"kind\":\"{GetName(JournalLineKind.Journal)}\",\"of\":\"{Owner}\"");

    public static string GetName(JournalLineKind kind) => kind switch
    {
        JournalLineKind.Journal => "journal",
        JournalLineKind.Intent => "intent",
        JournalLineKind.Lost => "lost",
        JournalLineKind.NotCreated => "not-created",
        JournalLineKind.Task => "task",
        _ => "torn",
    };

    /// <returns>The kind; null if the name is unknown.</returns>
    public static JournalLineKind? GetKind(string? name) => name switch
    {
        "journal" => JournalLineKind.Journal,
        "intent" => JournalLineKind.Intent,
        "lost" => JournalLineKind.Lost,
        "not-created" => JournalLineKind.NotCreated,
        "task" => JournalLineKind.Task,
        "torn" => JournalLineKind.Torn,
        _ => null,
    };

    /// <summary>Gets whether bytes can be a first line that a crash truncated.</summary>
    public static bool IsStartOfHeader(ReadOnlySpan<byte> bytes)
    {
        int length = Math.Min(bytes.Length, HeaderStart.Length);
        return bytes.Length <= MaximumHeaderLength && bytes.Slice(0, length).SequenceEqual(HeaderStart.AsSpan(0, length));
    }
}
