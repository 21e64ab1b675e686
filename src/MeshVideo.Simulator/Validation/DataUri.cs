using System;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace MeshVideo.Simulator.Validation;

/// <summary>A <c>data:</c> URI with base64, which is decoded from the UTF-8 of the body without creating a string.</summary>
internal sealed record DataUri(string MediaType, ReadOnlyMemory<byte> Bytes)
{
    private const int SchemeLength = 5;

    /// <summary>Schemes are not case-sensitive (RFC 3986, 3.1).</summary>
    public static bool Is(JsonElement url)
    {
        ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(url)[1..];
        return text.Length > SchemeLength && Ascii.EqualsIgnoreCase(text[..SchemeLength], "data:"u8);
    }

    public static DataUri? TryDecode(JsonElement url)
    {
        // Any character of a JSON string may be escaped; '+' often is.
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(url);
        Utf8JsonReader reader = new(raw);
        reader.Read();
        byte[] text = GC.AllocateUninitializedArray<byte>(raw.Length);
        int length = reader.CopyString(text);

        int comma = text.AsSpan(0, length).IndexOf((byte)',');
        if (comma < 0)
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(text, 0, comma)[SchemeLength..].Split(';');
        if (parts.Length < 2 || !parts[^1].Equals("base64", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Memory<byte> payload = text.AsMemory(comma + 1, length - comma - 1);
        return Base64.DecodeFromUtf8InPlace(payload.Span, out int decoded) == System.Buffers.OperationStatus.Done
            ? new DataUri(parts[0].ToLowerInvariant(), payload[..decoded])
            : null;
    }
}
