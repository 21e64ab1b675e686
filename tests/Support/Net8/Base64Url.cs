namespace System.Buffers.Text;

/// <summary>Replaces the class of .NET 9.</summary>
internal static class Base64Url
{
    public static string EncodeToString(ReadOnlySpan<byte> source) =>
        Convert.ToBase64String(source).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
