using System;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace MeshVideo.Simulator.Http;

/// <summary>Reads and writes JSON. Only characters that must be escaped are escaped, so that links remain readable.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Parses a document and validates its strings. JsonDocument finds an unpaired surrogate only when a string is read.
    /// </summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8, out string reason)
    {
        try
        {
            reason = "";
            JsonDocument document = JsonDocument.Parse(utf8);
            if (FindFault(utf8.Span) is not { } fault)
            {
                return document;
            }

            document.Dispose();
            reason = fault;
        }
        catch (JsonException e)
        {
            reason = e.Message;
        }

        return null;
    }

    private static string? FindFault(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return "it is not valid UTF-8.";
        }

        Utf8JsonReader reader = new(utf8);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped && !IsText(ref reader))
            {
                return "it contains an unpaired surrogate.";
            }
        }

        return null;
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            reader.CopyString(buffer);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> body)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            body(json);
        }

        return buffer.WrittenMemory;
    }
}
