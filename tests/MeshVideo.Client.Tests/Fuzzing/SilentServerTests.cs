using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Answers that begin and do not end: the caller's own time ends them, and so does he.</summary>
public sealed class SilentServerTests
{
    private static readonly Dictionary<string, HostileResponse> Answers = new()
    {
        ["nothing"] = new([]) { NeverEnds = true },
        ["part of a status"] = new([.. "HTTP/1."u8]) { NeverEnds = true },
        ["part of a head"] = new([.. "HTTP/1.1 200 OK\r\nContent-"u8]) { NeverEnds = true },
        ["a head"] = new(HostileResponse.Head(200, "Content-Length: 10")) { NeverEnds = true },
        ["part of a body"] = new([.. HostileResponse.Head(200, "Content-Length: 10"), .. "{"u8]) { NeverEnds = true },
        ["part of a chunk"] =
            new([.. HostileResponse.Head(200, "Transfer-Encoding: chunked"), .. "5\r\n{"u8]) { NeverEnds = true },
        ["all but the end"] =
            new([.. HostileResponse.Head(200), .. "{\"id\": \"cgt-1\", \"status\": \"succeeded\"}"u8]) { NeverEnds = true },
        ["one empty packet after the other"] =
            new(HostileResponse.Head(200, "Content-Encoding: gzip")) { Forever = EmptyPacket() },
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_wait_ends_in_its_time(string name)
    {
        await using HostileServer server = new();
        using CaseService service = new(server, new FuzzCase(0, 0), Answers[name]);

        MeshVideoException? error = await service.LookAsync(TimeSpan.FromSeconds(0.5));

        Assert.Equal(MeshVideoErrorKind.WaitTimedOut, error?.Kind);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_create_is_called_off_at_once(string name)
    {
        await using HostileServer server = new();
        using CancellationTokenSource cancellation = new();
        FuzzCase only = new(0, 0);
        Uri address = server.Add(only, _ =>
        {
            cancellation.CancelAfter(TimeSpan.FromSeconds(0.1));
            return Answers[name];
        });

        await Expect.CancelledAsync(
            Service.ClientOf(address).CreateAsync(new VideoRequest { Prompt = "a lake" }, cancellation.Token));
    }

    private static byte[] EmptyPacket()
    {
        byte[] packet = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        return [.. Enumerable.Repeat(packet, 1000).SelectMany(bytes => bytes)];
    }
}
