using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace MeshVideo.TestNetwork;

/// <summary>A proxy that gives ways by CONNECT, all of them to the front; some hosts it refuses.</summary>
internal sealed class ConnectProxy(
    IPAddress front, int frontPort, SeenLog seen, string? credentials) : TcpServer(IPAddress.Loopback)
{
    private readonly string? _authorization = credentials is null ? null
        : "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));

    public string Address => $"http://127.0.0.1:{Port}";

    protected override async Task ServeAsync(NetworkStream client)
    {
        while (await ReadHeadAsync(client) is { } head)
        {
            seen.Add(head);
            string answer = AnswerTo(head);
            await client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\n\r\n"));
            if (answer.StartsWith("200", StringComparison.Ordinal))
            {
                await using NetworkStream server = await ConnectAsync(front, frontPort);
                await Tunnel.RunAsync(client, server);
                return;
            }
        }
    }

    private string AnswerTo(string head)
    {
        if (_authorization is not null && !head.Contains(_authorization + "\r\n", StringComparison.OrdinalIgnoreCase))
        {
            return "407 Who are you\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0";
        }

        string refusal = head.Split(' ', ':')[1] switch
        {
            "forbidden.mesh.test" => "403 Not that one",
            "gone.mesh.test" => "502 Not found by me",
            "busy.mesh.test" => "503 Later",
            _ when !head.StartsWith("CONNECT ", StringComparison.Ordinal) => "400 Only CONNECT",
            _ => string.Empty,
        };
        return refusal.Length > 0 ? refusal + "\r\nContent-Length: 0" : "200 There you are";
    }

    private static async Task<string?> ReadHeadAsync(NetworkStream client)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (!Encoding.Latin1.GetString([.. head]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await client.ReadAsync(one) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        return Encoding.Latin1.GetString([.. head]);
    }
}
