using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using MeshVideo.Json;

namespace MeshVideo.Journal;

/// <summary>Parses lines of the journal.</summary>
internal static class JournalLineReader
{
    /// <summary>Parses a line.</summary>
    /// <returns>The line; null if it is not valid JSON, as with a line that a crash truncated.</returns>
    /// <exception cref="FormatException">
    /// The line is JSON but not a valid line of a journal. The message is the reason.
    /// </exception>
    /// <exception cref="NotSupportedException">A newer version wrote the line.</exception>
    public static JournalLine? TryRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes);
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JournalLine Read(JsonElement json)
    {
        if (json.Property("v").AsInt64() is not { } version)
        {
            throw CreateForeignLineException();
        }

        if (version != JournalFormat.Version)
        {
            throw new NotSupportedException();
        }

        JournalLine line = new(JournalFormat.GetKind(json.Property("kind").AsText()) ?? throw CreateIncompleteLineException())
        {
            Time = JournalTime.TryParse(json.Property("time").AsText()) ?? throw CreateIncompleteLineException(),
            Hash = json.Property("hash").AsText() ?? string.Empty,
            Occurrence = (int)Math.Max(0, Math.Min(int.MaxValue, json.Property("occurrence").AsInt64() ?? 0)),
            RunId = json.Property("run").AsText(),
            Service = json.Property("service").AsText(),
            Model = json.Property("model").AsText(),
            Prompt = json.Property("prompt").AsText(),
            Sent = ReadSent(json.Property("sent")),
            Tokens = json.Property("tokens").AsInt64() is { } tokens and >= 0 ? tokens : null,
            Usd = ReadUsd(json.Property("usd")),
            UsdPer1MTokens = ReadUsd(json.Property("usd_per_1m")),
            RequestId = json.Property("request_id").AsText(),
            SentAt = JournalTime.TryParse(json.Property("sent_at").AsText()),
            ClockOffset = JournalTime.TryParseOffset(json.Property("clock_offset").AsText()),
            Reason = json.Property("why").AsText(),
            Id = json.Property("id").AsText(),
            CreatedAt = JournalTime.TryParse(json.Property("created").AsText()),
        };
        return IsComplete(line, json) ? line : throw CreateIncompleteLineException();
    }

    private static bool IsComplete(JournalLine line, JsonElement json) => line.Kind switch
    {
        JournalLineKind.Journal =>
            json.Property("of").AsText() == JournalFormat.Owner ? true : throw CreateForeignLineException(),
        JournalLineKind.Torn => true,
        JournalLineKind.Intent => IsRowLine(line) && line.Service is not null && line.Model is not null,
        JournalLineKind.Task => IsRowLine(line) && !string.IsNullOrWhiteSpace(line.Id),
        _ => IsRowLine(line),
    };

    private static bool IsRowLine(JournalLine line) => line.Hash.Length > 0 && line.Occurrence > 0;

    private static decimal? ReadUsd(JsonElement value) => value.AsDecimal() is { } usd and >= 0 ? usd : null;

    private static Dictionary<string, string> ReadSent(JsonElement sent) =>
        sent.Properties()
            .GroupBy(parameter => parameter.Name)
            .ToDictionary(group => group.Key, group => group.Last().Value.AsText() ?? string.Empty);

    private static FormatException CreateForeignLineException() => new("it is not a journal of MeshVideo");

    private static FormatException CreateIncompleteLineException() => new("it is not a valid line of a journal");
}
