using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Makes heads of answers that are hardly any.</summary>
internal static class HeaderMutator
{
    private static readonly string[] StatusLines =
    [
        "HTTP/1.1 200 OK", "HTTP/1.1 200", "HTTP/1.0 200 OK", "HTTP/2 200 OK", "HTTP/1.1 2OO OK", "HTTP/1.1 99 Low",
        "HTTP/1.1 1000 High", "HTTP/1.1 -200 OK",
        "HTTP/1.1 200 \u00ff\u0001", "http/1.1 200 ok", "HTTP/1.1  200 OK", "HTTP/1.1 000 Zero", "HTTP/1.1 100 Continue",
        "HTTP/1.1 101 Switch", "HTTP/1.1 204 Nothing",
        "HTTP/1.1 206 Part", "HTTP/1.1 301 Moved", "HTTP/1.1 302 Found", "HTTP/1.1 304 Same", "HTTP/1.1 308 Moved",
        "HTTP/1.1 401 No", "HTTP/1.1 404 No",
        "HTTP/1.1 408 Slow", "HTTP/1.1 503 Down", "HTTP/1.1 999 Odd", "ICY 200 OK", "\u0016\u0003\u0001\u0002",
        "HTTP/1.1 200 " + HostileBytes.Link,
    ];

    private static readonly string[] Names =
    [
        "Retry-After", "Content-Length", "Transfer-Encoding", "Content-Encoding", "Content-Type", "X-Request-Id", "ETag",
        "Content-Range", "Location", "Date",
        "Connection", "Set-Cookie", "WWW-Authenticate", "Trailer", "Upgrade", "Alt-Svc", "Content-Disposition", "X-\u00ff", "",
        " ",
    ];

    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "1, 2", "99999999999999999999", "9223372036854775807", "2147483648", "1e3", "0x10", "+5", "5;5",
        "NaN",
        "Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 01 Jan 0001 00:00:00 GMT", "Sun, 30 Feb 2026 25:61:61 GMT", "yesterday", "chunked",
        "chunked, chunked", "identity", "gzip",
        "gzip, gzip", "br", "deflate", "x-unknown", "text/html; charset=\"\u0001\"", "application/json; charset=utf-7",
        "application/json; charset=no-such", "/", "//",
        "///", "http://", "https://", "../../..", "?", "#", "http://[::1", "http://127.0.0.1:99999/", "http://127.0.0.1:-1/",
        "http://user:password@127.0.0.1/",
        "http://xn--/", "http://a..b/", "http://\u00e4\u0301.example/", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@b",
        "data:,x", "\\\\host\\share", "%00", "%",
        "/%ff%fe", "\t\u000b\u0001\u001b[2J", "\"unended", "W/\"", "\"a\", \"b\"", "bytes 0-1/2", "bytes */*", "bytes 5-1/3",
        "bytes 0-99999999999999999999/1", "close", "keep-alive", "Upgrade",
        HostileBytes.Link, HostileBytes.Key, "Bearer " + HostileBytes.Key,
    ];

    /// <returns>A head and what follows.</returns>
    public static byte[] Mutant(FuzzCase fuzz, byte[] body)
    {
        Random random = fuzz.Random;
        List<string> lines =
        [
            "HTTP/1.1 " + fuzz.Pick(200, 200, 200, 400, 429, 500) + " OK",
            "Content-Type: application/json",
            $"Content-Length: {body.Length}",
            "X-Request-Id: req_1",
        ];
        for (int times = random.Next(1, 5); times > 0; times--)
        {
            Change(fuzz, lines);
        }

        string end = fuzz.OneIn(8) ? fuzz.Pick("\n", "\r", "\r\r\n", "\0\r\n") : "\r\n";
        byte[] head = Encoding.Latin1.GetBytes(string.Join(end, lines) + end + (fuzz.OneIn(12) ? string.Empty : end));
        if (fuzz.OneIn(6))
        {
            body = Chunked(fuzz, body);
        }

        byte[] whole = [.. head, .. body];
        return fuzz.OneIn(4) ? ByteMutator.Mutate(random, whole, ResponseCorpus.All) : whole;
    }

    private static void Change(FuzzCase fuzz, List<string> lines)
    {
        string line = fuzz.Pick(Names) + fuzz.Pick(": ", ": ", ": ", ":", " : ", " ", "") + fuzz.Pick(Values);
        switch (fuzz.Random.Next(8))
        {
            case 0:
                lines[0] = fuzz.Pick(StatusLines);
                break;
            case 1:
                lines.Insert(0, fuzz.Pick("", "HTTP/1.1 100 Continue\r\n", "HTTP/1.1 103 Hints\r\nLink: <x>\r\n", "\r\n\r\n"));
                break;
            case 2:
                lines.AddRange(Enumerable.Repeat(line, fuzz.Random.Next(1, fuzz.OneIn(4) ? 3000 : 5)));
                break;
            case 3:
                lines.Add(line + new string('x', fuzz.Random.Next(fuzz.OneIn(4) ? 100_000 : 100)));
                break;
            case 4:
                lines.RemoveAt(fuzz.Random.Next(lines.Count));
                lines.Add(line);
                break;
            default:
                lines.Insert(fuzz.Random.Next(1, lines.Count + 1), line);
                break;
        }
    }

    private static byte[] Chunked(FuzzCase fuzz, byte[] body) =>
    [
        .. Encoding.Latin1.GetBytes(
            fuzz.Pick(
                body.Length.ToString("x", null), "0", "-1", "ffffffffffffffff", "7fffffff", "zz", "",
                " " + body.Length.ToString("x", null), "1;ext=\"")),
        .. "\r\n"u8, .. body, .. Encoding.Latin1.GetBytes(fuzz.Pick("\r\n0\r\n\r\n", "\r\n0\r\nX: y\r\n\r\n", "\r\n", "0", "")),
    ];
}
