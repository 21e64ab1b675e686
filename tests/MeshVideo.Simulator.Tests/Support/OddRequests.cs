using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace MeshVideo.Simulator.Tests.Support;

/// <summary>Makes requests that are nearly right; the same seed makes the same ones.</summary>
internal sealed class OddRequests(int seed, string key)
{
    private static readonly string[] Methods =
        ["GET", "GET", "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get", "G\u00e9T", "BREW"];

    private static readonly string[] Paths =
    [
        Service.Generations, Service.Generations + "/cgt-1", Service.Generations + "/%2e%2e", Service.Generations + "/%ff%fe",
        Service.Generations + "/%00", Service.Generations + "/%ED%BF%BF", Service.Generations + "/" + new string('a', 3000),
        Service.Generations + "/", "/V1/video/generations", "//", "/%", "/v1/models", "/v1/models/%f0%9f", "*", "http://[::1/",
    ];

    private static readonly string[] Queries =
    [
        "", "", "?limit=1", "?limit=0", "?limit=-1", "?limit=99999999999999999999", "?limit=%ff", "?offset=2147483647",
        "?status=running", "?status=%ed%a0%80&model=%00", "?created_after=0001-01-01T00:00:00%2b14:00",
        "?created_before=9999-12-31T23:59:59.9999999-14:00", "?created_after=", "?%ff=%ff&&&=", "?model=" + "%41",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "5", "1e400", "-0", "1.5", "99999999999999999999", "\"\"", "\"\\u0000\"", "\"\\udfff\"",
        "\"\\ud83d\\ude00\"",
        "[]", "{}", "[[[[]]]]", "{\"\\ud800\":1}", "\"480p\"", "\"4k\"", "\"adaptive\"", "\"21:9\"", "\"flex\"", "\"data:,\"",
        "\"https://[\"", "\"\u00ff\"",
    ];

    private static readonly string[] Fields =
    [
        "model", "content", "resolution", "ratio", "duration", "frames", "generate_audio", "return_last_frame", "seed",
        "camera_fixed",
        "watermark", "draft", "service_tier", "execution_expires_after", "priority", "safety_identifier", "x_a", "x_", "odd",
    ];

    private static readonly string[] Models =
    [
        "byteplus/experimental", "byteplus/dreamina-seedance-2-0", "bytedance/seedance-2-5", "seedance-1-5-pro",
        "byteplus/seedance-1-0-lite-i2v", "x",
    ];

    private static readonly string[] Sizes = ["xyz", "-1", "0x5", "", " ", "ffffffffffffffffffffff", "5 5", ";"];

    private static readonly (string Type, string Role, byte[] Bytes)[] Media =
    [
        ("image/png", "first_frame", SampleMedia.Png(400, 400)),
        ("image/bmp", "first_frame", SampleMedia.Bmp(400, 400)),
        ("image/webp", "reference_image", SampleMedia.WebpExtended(400, 400)),
        ("audio/wav", "reference_audio", SampleMedia.Wav(2)[..2000]),
        ("video/mp4", "reference_video", SampleMedia.Mp4(2)),
    ];

    private readonly Random _random = new(seed);

    /// <summary>The bytes of a request to one of the three endpoints, or near them.</summary>
    public byte[] Next() => _random.Next(3) switch
    {
        0 => Request(Any(Methods), Any(Paths) + Any(Queries), Chance(10) ? Scrambled(Body()) : []),
        1 => Request("POST", Service.Generations, Chance(3) ? Scrambled(Body()) : Body()),
        _ => Chunked(Chance(2) ? Scrambled(Body()) : Body()),
    };

    private byte[] Request(string method, string path, byte[] body) =>
        [.. Head(method, path, $"Content-Length: {body.Length}\r\n"), .. body];

    private byte[] Chunked(byte[] body) =>
    [
        .. Head("POST", Service.Generations, "Transfer-Encoding: chunked\r\n"),
        .. Latin($"{(Chance(2) ? Any(Sizes) : $"{body.Length:x}")}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8,
    ];

    private byte[] Head(string method, string path, string length) => Latin(
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{length}"
        + $"Authorization: {(Chance(20) ? Any(["", "Bearer", "Basic x", "Bearer \u00ff"]) : $"Bearer {key}")}\r\n"
        + (Chance(10) ? $"X-Mesh-Version: {Any(["", "2026-08", "2026-13", "\u00ff"])}\r\n" : "")
        + (Chance(20) ? "Content-Type: \u00ff/;=\r\n" : "Content-Type: application/json\r\n")
        + "\r\n");

    private byte[] Body()
    {
        List<string> fields =
        [
            $"\"model\":\"{Any(Models)}\"",
            $"\"content\":[{string.Join(',', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Item()))}]",
        ];
        for (int count = _random.Next(4); count > 0; count--)
        {
            fields.Add($"\"{Any(Fields)}\":{Any(Values)}");
        }

        return Encoding.UTF8.GetBytes($"{{{string.Join(',', fields)}}}");
    }

    private string Item()
    {
        if (Chance(3))
        {
            return $$"""{"type":"text","text":{{Any(Values)}}}""";
        }

        if (Chance(10))
        {
            return $$"""{"type":"draft_task","draft_task":{"id":{{Any(Values)}} } }""";
        }

        (string type, string role, byte[] bytes) = Any(Media);
        string name = type[..type.IndexOf('/')] + "_url";
        string url = Convert.ToBase64String(Chance(2) ? Scrambled(bytes) : bytes);
        return $$"""{"type":"{{name}}","role":"{{role}}","{{name}}":{"url":"data:{{type}};base64,{{url}}"} }""";
    }

    /// <summary>A few bytes changed, cut out or put in, rather near the beginning.</summary>
    private byte[] Scrambled(byte[] bytes)
    {
        List<byte> changed = [.. bytes];
        for (int count = _random.Next(1, 6); count > 0 && changed.Count > 0; count--)
        {
            int at = _random.Next(_random.Next(1, changed.Count + 1));
            switch (_random.Next(4))
            {
                case 0:
                    changed[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(at, Math.Min(_random.Next(1, 9), changed.Count - at));
                    break;
                case 2:
                    changed.InsertRange(at, Latin(Any(Values)));
                    break;
                default:
                    for (int i = 0; i < 4 && at + i < changed.Count; i++)
                    {
                        changed[at + i] = Any<byte>([0x00, 0x7F, 0x80, 0xFF]);
                    }

                    break;
            }
        }

        return [.. changed];
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    private bool Chance(int of) => _random.Next(of) == 0;

    private T Any<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
