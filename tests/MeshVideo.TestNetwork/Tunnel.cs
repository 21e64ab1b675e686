using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MeshVideo.TestNetwork;

/// <summary>Carries bytes both ways until one side ends.</summary>
internal static class Tunnel
{
    public static async Task RunAsync(Stream one, Stream other)
    {
        using CancellationTokenSource ended = new();
        Task there = one.CopyToAsync(other, ended.Token);
        Task back = other.CopyToAsync(one, ended.Token);
        await Task.WhenAny(there, back);
        await ended.CancelAsync();
    }
}
