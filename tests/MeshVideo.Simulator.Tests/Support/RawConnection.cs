using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.Simulator.Tests.Support;

/// <summary>Sends bytes as they are, on a connection of their own, which an HTTP client would not.</summary>
internal static class RawConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The status and the body of the answer; the status is 0 where the connection ended without one.</summary>
    public static async Task<(int Status, string Body)> SendAsync(Uri address, ReadOnlyMemory<byte> request)
    {
        using CancellationTokenSource limit = new(Patience);
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, limit.Token);
        await socket.SendAsync(request, limit.Token);

        MemoryStream answer = new();
        byte[] buffer = new byte[16 << 10];
        int read;
        while ((read = await ReceiveAsync(socket, buffer, limit.Token)) > 0)
        {
            answer.Write(buffer, 0, read);
        }

        string[] parts = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(answer.ToArray()).Split("\r\n\r\n", 2);
        return parts[0].StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
            ? (int.Parse(parts[0].AsSpan(9, 3), CultureInfo.InvariantCulture), parts[1])
            : (0, "");
    }

    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancellationToken);
        }
        catch (SocketException)
        {
            return 0; // Reset: what came before it counts.
        }
    }
}
