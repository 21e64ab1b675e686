using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MeshVideo.Journal;

/// <summary>Writes a line of the journal as one JSON object and a line break.</summary>
internal static class JournalLineWriter
{
    // The journal is not embedded in HTML. Relaxed escaping keeps prompts readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(MemoryStream stream, JournalLine line)
    {
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("v", JournalFormat.Version);
            json.WriteString("kind", JournalFormat.GetName(line.Kind));
            if (line.Kind == JournalLineKind.Journal)
            {
                json.WriteString("of", JournalFormat.Owner);
            }

            json.WriteString("time", JournalTime.Format(line.Time));
            if (line.Occurrence > 0)
            {
                json.WriteString("hash", line.Hash);
                json.WriteNumber("occurrence", line.Occurrence);
            }

            Write(json, "id", line.Id);
            Write(json, "created", line.CreatedAt);
            Write(json, "run", line.RunId);
            Write(json, "service", line.Service);
            Write(json, "model", line.Model);
            Write(json, "prompt", line.Prompt);
            WriteMedia(json, line.Media);
            WriteSent(json, line.Sent);
            Write(json, "tokens", line.Tokens);
            Write(json, "usd", line.Usd);
            Write(json, "usd_per_1m", line.UsdPer1MTokens);
            Write(json, "request_id", line.RequestId);
            Write(json, "sent_at", line.SentAt);
            Write(json, "clock_offset", line.ClockOffset is { } offset ? JournalTime.Format(offset) : null);
            Write(json, "why", line.Reason);
            Write(json, "resent", line.IsResent);
            Write(json, "adopted", line.IsAdopted);
            json.WriteEndObject();
        }

        stream.WriteByte(JournalFormat.LineEnd);
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, DateTimeOffset? value) =>
        Write(json, name, value is { } time ? JournalTime.Format(time) : null);

    private static void Write(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, value);
        }
    }

    private static void WriteMedia(Utf8JsonWriter json, IReadOnlyList<string> media)
    {
        if (media.Count == 0)
        {
            return;
        }

        json.WriteStartArray("media");
        foreach (string item in media)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    private static void WriteSent(Utf8JsonWriter json, IReadOnlyDictionary<string, string> sent)
    {
        if (sent.Count == 0)
        {
            return;
        }

        json.WriteStartObject("sent");
        foreach (KeyValuePair<string, string> parameter in sent)
        {
            json.WriteString(parameter.Key, parameter.Value);
        }

        json.WriteEndObject();
    }
}
