using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using MeshVideo.Client.Tests.Support;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>
/// A file host that has two files under one name and lies about which part of which it sends: never in a way that nobody could
/// see through. After a few answers it comes to its senses.
/// </summary>
internal sealed class FileScript
{
    private readonly FuzzCase _fuzz;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _files;
    private readonly List<byte[]> _whole;
    private readonly StringBuilder _log = new();
    private int _left;
    private int _sent;

    public FileScript(FuzzCase fuzz)
    {
        _fuzz = fuzz;
        _left = fuzz.Random.Next(1, 5);
        int size = fuzz.Random.Next(100, 5000);

        // Of one size, so that the boxes do not tell them apart where they are joined; or damaged.
        byte[] a = fuzz.OneIn(2)
            ? [.. Mp4.OfSize(size).Select((b, at) => at < 60 ? b : (byte)~b)]
            : Damaged(fuzz, Mp4.OfSize(size));
        _files = new() { ["\"a\""] = a, ["\"b\""] = Mp4.OfSize(size) };
        _whole = [.. _files.Values];
    }

    /// <summary>What was sent from beginning to end: nothing else may be saved.</summary>
    public IReadOnlyList<byte[]> Whole => _whole;

    /// <summary>Whether an answer was damaged so that it can be anything.</summary>
    public bool IsDamaged { get; private set; }

    public string Log => _log.ToString();

    public HostileResponse Next(ReceivedRequest request)
    {
        lock (_lock)
        {
            HostileResponse response = _left-- <= 0
                ? HostileResponse.Of(200, _files["\"b\""]) with { KeepsConnection = false }
                : Lie(request);
            _log.Append(
                CultureInfo.InvariantCulture,
                $"{request["Range"]} -> {Fuzz.Show(response.Bytes.AsSpan(0, Math.Min(response.Bytes.Length, 300)))}")
                .AppendLine();
            return response;
        }
    }

    private HostileResponse Lie(ReceivedRequest request)
    {
        HostileResponse response = _fuzz.Random.Next(8) switch
        {
            0 => HostileResponse.Of(_fuzz.Pick(204, 304, 401, 403, 404, 410, 416, 429, 500, 503), []),
            1 => HostileResponse.Of(_fuzz.Pick(301, 302, 303, 307, 308), [], "Location: " + _fuzz.Pick(
                request.Target, "", "//", "http://", "http://files.example/v.mp4?signature=" + HostileBytes.Signature,
                "ftp://127.0.0.1/", "http://127.0.0.1:99999/", "https://:1/", "%", "mailto:a@b")),
            2 or 3 or 4 => Part(request),
            _ => Full(),
        };
        if (!_fuzz.OneIn(12))
        {
            return response with { KeepsConnection = false };
        }

        IsDamaged = true;
        return new HostileResponse(ByteMutator.Mutate(_fuzz.Random, response.Bytes, ResponseCorpus.All));
    }

    /// <summary>A whole file, or what looks like one.</summary>
    private HostileResponse Full()
    {
        (string tag, byte[] file) = _files.ElementAt(_fuzz.Random.Next(2));
        return Sent(file, _fuzz.Pick("ETag: " + tag, "ETag: " + tag, "ETag: W/" + tag, "ETag: garbage", "ETag: *", "X-None: 0"));
    }

    private static byte[] Damaged(FuzzCase fuzz, byte[] file)
    {
        foreach (int _ in Enumerable.Range(0, fuzz.Random.Next(4)))
        {
            file = ByteMutator.Mutate(fuzz.Random, file, [file]);
        }

        return file;
    }

    private HostileResponse Sent(byte[] file, string etag)
    {
        int cut = _sent = _fuzz.Random.Next(file.Length + 1);
        string head = $"HTTP/1.1 200 OK\r\n{etag}\r\n";
        switch (_fuzz.Random.Next(6))
        {
            case 0:
                // What was announced does not come.
                return Raw(
                    head + $"Content-Length: {_fuzz.Pick(file.Length, file.Length + 1, long.MaxValue, 1L << 40)}\r\n\r\n",
                    file[..cut]);
            case 1:
                // Nobody can tell where it ends.
                _whole.Add(file[..cut]);
                return Raw(head + "\r\n", file[..cut]);
            case 2:
                // More comes than was announced.
                _whole.Add(file[..cut]);
                return Raw(head + $"Content-Length: {cut}\r\n\r\n", file);
            case 3:
                return Raw(head + $"Transfer-Encoding: chunked\r\n\r\n{cut:x}\r\n", [.. file[..cut], .. "\r\n"u8]);
            default:
                _whole.Add(file);
                return Raw(head + $"Content-Length: {file.Length}\r\n\r\n", file);
        }
    }

    /// <summary>A part, asked for or not, of the right file or not.</summary>
    private HostileResponse Part(ReceivedRequest request)
    {
        int asked = int.Parse(request["Range"]?.Split('=', '-')[1] ?? "0", CultureInfo.InvariantCulture);
        (string tag, byte[] file) = _files.ElementAt(_fuzz.Random.Next(2));
        bool isNamed = _fuzz.OneIn(2);
        int from = Math.Min(file.Length, _fuzz.Pick(asked, asked, _sent, _sent, 0, asked + 1, Math.Max(0, asked - 1)));

        // Without a name there is no way to know it from the file that was begun, and it was not asked for.
        bool isOther = !isNamed || request["If-Range"] != tag;
        string total = _fuzz.Pick(
            file.Length.ToString(CultureInfo.InvariantCulture),
            isOther ? "*" : "1",
            isOther ? "999999" : file.Length.ToString(CultureInfo.InvariantCulture));
        byte[] part = file[from..];
        return Raw(
            $"HTTP/1.1 206 Part\r\nContent-Range: bytes {from}-{Math.Max(from, file.Length - 1)}/{total}\r\n"
            + $"Content-Length: {part.Length}\r\n{(isNamed ? $"ETag: {tag}\r\n" : "")}\r\n",
            part);
    }

    private static HostileResponse Raw(string head, byte[] body) => new([.. Encoding.Latin1.GetBytes(head), .. body]);
}
