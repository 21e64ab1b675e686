using System.Text;
using System.Text.Json;

namespace System.Runtime.InteropServices;

/// <summary>Replaces the class of .NET 9.</summary>
internal static class JsonMarshal
{
    public static ReadOnlySpan<byte> GetRawUtf8Value(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());
}
