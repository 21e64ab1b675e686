using System;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MeshVideo.Simulator.Http;

/// <summary>JSON as services write it: only what must be escaped is escaped, so that links stay readable.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            body(json);
        return buffer.WrittenMemory;
    }
}
