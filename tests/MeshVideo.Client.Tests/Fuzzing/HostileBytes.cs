using System;
using System.Text;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Values that parsers stumble over.</summary>
internal static class HostileBytes
{
    /// <summary>The key in all these tests; nothing may ever show it.</summary>
    public const string Key = "rsk_01HZX5QYSECRETKEY";

    /// <summary>What makes a signed link worth having.</summary>
    public const string Signature = "c2lnbmF0dXJl";

    public const string Link = "https://files.example/v.mp4?signature=" + Signature;

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1.5", "1e400", "-1e400", "1e-400", "1E+2", "NaN", "Infinity", "-Infinity",
        "01", "1.", "+1", "0x10",
        "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "2147483648",
        "123456789012345678901234567890",
        "253402300799", "253402300800", "-62135596801", "-1", "99999999999999999", "\"\"", "\" \"",
        "\"9999-12-31T23:59:59.999Z\"",
        "\"0001-01-01T00:00:00+14:00\"", "\"2026-02-30\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"",
        "\"\\u001b[2J\\u0007\"", "\"\\r\\n\"",
        "[]", "{}", "[[]]", "[null]", "{\"\": null}", "{\"\\ud800\": 1}", "{\"a\": 1, \"a\": 2}", "'single'", "undefined",
        "// comment", "\"unended",
        "{\"video_url\": \"" + Link + "\"}", "[{\"video_url\": \"" + Link + "\"}]", "{\"code\": [], \"message\": {}}",
        "\"" + Link + "\"", "\"" + Key + "\"",
        "\"Bearer " + Key + "\"", "\"http://[::1]:99999/\"", "\"https://\"", "\"file:///etc/passwd\"", "\"../../../etc/passwd\"",
        "\"CON\"", "\"a\\u202eb\"",
        "\"succeeded\"", "\"failed\"", "\"SUCCEEDED\"",
    ];

    private static readonly byte[][] NotText =
    [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x82], [0], [0xEF, 0xBB, 0xBF],
        [0xFF, 0xFE], [0x1B, (byte)'['],
    ];

    /// <summary>Something in the place of a JSON value.</summary>
    public static byte[] Value(Random random) => random.Next(12) switch
    {
        0 => [(byte)'"', .. NotText[random.Next(NotText.Length)], (byte)'"'],
        1 => Encoding.ASCII.GetBytes("\"" + new string((char)random.Next('a', 'z'), random.Next(1, 20_000)) + "\""),
        2 => Nested(random),
        3 => Encoding.ASCII.GetBytes(new string('9', random.Next(1, 400))),
        _ => Encoding.UTF8.GetBytes(Values[random.Next(Values.Length)]),
    };

    /// <summary>A few bytes that no text has.</summary>
    public static byte[] NoText(Random random) => NotText[random.Next(NotText.Length)];

    private static byte[] Nested(Random random)
    {
        int depth = random.Next(4) == 0 ? random.Next(1000, 30_000) : random.Next(1, 200);
        (string open, string close) = random.Next(2) == 0 ? ("[", "]") : ("{\"a\":", "}");
        StringBuilder text = new();
        text.Insert(0, open, depth).Append('1');
        return Encoding.ASCII.GetBytes(
            random.Next(3) == 0 ? text.ToString() : text + new StringBuilder().Insert(0, close, depth).ToString());
    }
}
