using System;
using System.Text;

namespace MeshVideo.Journal;

/// <summary>The words of the journal's format.</summary>
internal static class JournalFormat
{
    /// <summary>Stands on every line. A change to a line, or to what makes two requests identical, needs another.</summary>
    public const int Version = 1;

    /// <summary>Whose journal it is.</summary>
    public const string Owner = "MeshVideo";

    public const byte LineEnd = (byte)'\n';

    /// <summary>Far above any line of ours: what is longer is no journal, and is not taken into memory.</summary>
    public const int MaximumLineLength = 1024 * 1024;

    /// <summary>Somewhat above the length of the first line.</summary>
    private const int MaximumHeaderLength = 100;

    private static readonly byte[] HeaderStart = Encoding.ASCII.GetBytes($"{{\"v\":{Version},\"kind\":\"{GetName(JournalLineKind.Journal)}\",\"of\":\"{Owner}\"");

    public static string GetName(JournalLineKind kind) => kind switch
    {
        JournalLineKind.Journal => "journal",
        JournalLineKind.Intent => "intent",
        JournalLineKind.Lost => "lost",
        JournalLineKind.NotCreated => "not-created",
        JournalLineKind.Task => "task",
        _ => "torn",
    };

    /// <returns>Null for a word that is none of ours.</returns>
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

    /// <summary>Whether bytes may be what a crash left of the first line.</summary>
    public static bool IsStartOfHeader(ReadOnlySpan<byte> bytes)
    {
        int length = Math.Min(bytes.Length, HeaderStart.Length);
        return bytes.Length <= MaximumHeaderLength && bytes.Slice(0, length).SequenceEqual(HeaderStart.AsSpan(0, length));
    }
}
