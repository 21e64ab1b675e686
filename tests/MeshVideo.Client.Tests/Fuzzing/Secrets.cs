using System;
using System.Text.RegularExpressions;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>
/// What must be in no text: the key, what is behind the question mark of a signed link, and what a terminal would obey.
/// </summary>
internal static partial class Secrets
{
    public static void AssertNone(string text)
    {
        Assert.DoesNotContain(HostileBytes.Key, text, StringComparison.Ordinal);
        Assert.DoesNotMatch(SignedUrl(), text);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'));
        Assert.DoesNotContain(
            text, c => c is '\u200E' or '\u200F' or '\u061C' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
    }

    [GeneratedRegex(@"https?://[^\s""'<>]*[?#][^\s""'<>]*" + HostileBytes.Signature)]
    private static partial Regex SignedUrl();
}
