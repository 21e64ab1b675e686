namespace System;

/// <summary>Replaces methods of .NET 9.</summary>
internal static class Extensions
{
    public static bool StartsWith(this ReadOnlySpan<char> text, char first) => text.Length > 0 && text[0] == first;

    extension(Convert)
    {
        public static string ToHexStringLower(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
    }
}
