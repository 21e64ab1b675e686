using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Fuzzing;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Callbacks;

/// <summary>Strangers who connect and say nothing, or little, keep no call out.</summary>
[Collection(NonParallelTests.Name)]
public sealed class IdleConnectionTests
{
    /// <summary>The contract's: the service tries once, and gives up after that.</summary>
    private static readonly TimeSpan ServiceTime = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("")]
    [InlineData("POST /mesh/ HTTP/1.1\r\n")]
    public async Task Each_call_is_answered_in_the_services_time(string message)
    {
        const int strangers = 1000;
        using CallbackFixture calls = new();
        using CancellationTokenSource end = new();
        using SemaphoreSlim connected = new(0);
        Task[] connections =
        [
            .. Enumerable.Range(0, strangers)
                .Select(_ => StayConnectedAsync(calls.Listener.Address.Port, message, connected, end.Token)),
        ];
        try
        {
            for (int count = 0; count < strangers / 2; count++)
            {
                Assert.True(await connected.WaitAsync(Expect.Timeout));
            }

            // While those that were closed come again.
            string[] answers = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(call => PostAsync(calls.Listener.Address, $$"""{"id": "cgt-{{call}}"}""")));

            Assert.All(answers, response => Assert.StartsWith("HTTP/1.1 202 ", response, StringComparison.Ordinal));
            Assert.Equal(
                ["cgt-0", "cgt-1", "cgt-2"],
                new[] { await calls.NextAsync(), await calls.NextAsync(), await calls.NextAsync() }.Order());
        }
        finally
        {
            // Connections that stay would disturb the tests that follow.
            await end.CancelAsync();
            await Task.WhenAll(connections).WaitAsync(Expect.Timeout);
        }
    }

    // HttpClient can be slow to send after it connects when all threads are busy, and would then count as idle.
    private static Task<string> PostAsync(Uri address, string body) => Task.Factory.StartNew(
        () =>
        {
            string head = $"POST {address.AbsolutePath} HTTP/1.1\r\nHost: {address.Authority}\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n";
            byte[] response = new byte[1000];
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.ReceiveTimeout = (int)ServiceTime.TotalMilliseconds;
            socket.Connect(IPAddress.Loopback, address.Port);
            socket.Send(Encoding.ASCII.GetBytes(head + body));
            return Encoding.ASCII.GetString(response, 0, socket.Receive(response));
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static async Task StayConnectedAsync(int port, string message, SemaphoreSlim connected, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, end);
                await socket.SendAsync(Encoding.ASCII.GetBytes(message), end);
                connected.Release();
                while (await socket.ReceiveAsync(new byte[100], end) > 0)
                {
                }
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // It was closed by one side, and comes again.
            }
        }
    }
}
