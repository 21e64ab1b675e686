using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>
/// What a loss of power leaves of a write that had not reached the disk: the file may be as long as it was to be, with blocks of
/// NUL in it. Each state is of a write before whose end nothing was sent, so that the next run finishes the batch without a
/// person.
/// </summary>
public sealed class PowerLossTests : IDisposable
{
    private const int Block = 512;

    private readonly Batch _batch = new();

    /// <summary>The first write has the header and an intent. Each of its blocks is on the disk or not.</summary>
    [Fact]
    public async Task A_first_write_that_was_lost_in_part_is_recovered()
    {
        byte[] first = await FirstWriteAsync();
        int blocks = (first.Length + Block - 1) / Block;
        for (int kept = 0; kept < (1 << blocks) - 1; kept++)
        {
            await AssertFinishedAsync(Lose(first, from: 0, kept), $"blocks {kept:b}");
        }
    }

    /// <summary>A write that recovers from a torn line has its line break, a mark and an intent.</summary>
    [Fact]
    public async Task A_recovering_write_that_was_lost_in_part_is_recovered()
    {
        byte[] first = await FirstWriteAsync();
        byte[] torn = first[..(first.Length - 20)];
        File.WriteAllBytes(_batch.Path, torn);
        await using Service service = await Service.StartAsync();
        await _batch.RunAsync(service.Client, [Row]);
        byte[] whole = File.ReadAllBytes(_batch.Path);
        // Up to the intent: what follows was written when that was on the disk.
        int end = Encoding.UTF8.GetString(whole).LastIndexOf("{\"v\":1,\"kind\":\"task\"", StringComparison.Ordinal);
        byte[] recovering = whole[..end];
        int blocks = (recovering.Length - torn.Length + Block - 1) / Block + 1;
        for (int kept = 0; kept < (1 << blocks) - 1; kept++)
        {
            await AssertFinishedAsync(Lose(recovering, torn.Length, kept), $"blocks {kept:b} from {torn.Length}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(5000)]
    public Task A_journal_of_nothing_but_NUL_is_recovered(int length) => AssertFinishedAsync(new byte[length], $"{length} bytes");

    public void Dispose() => _batch.Dispose();

    private static VideoRequest Row => new() { Prompt = new string('p', 400), SafetyIdentifier = new string('u', 900) };

    private static byte[] Lose(byte[] write, int from, int kept)
    {
        byte[] left = [.. write];
        for (int at = from; at < left.Length; at++)
        {
            if ((kept & (1 << ((at / Block) - (from / Block)))) == 0)
            {
                left[at] = 0;
            }
        }

        return left;
    }

    private async Task<byte[]> FirstWriteAsync()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Json(401, "{}"));
        await _batch.RunAsync(Service.ClientOf(server.Address), [Row]);
        byte[] journal = File.ReadAllBytes(_batch.Path);
        File.Delete(_batch.Path);
        string text = Encoding.UTF8.GetString(journal);
        return journal[..text.LastIndexOf("{\"v\":1,\"kind\":\"not-created\"", StringComparison.Ordinal)];
    }

    private async Task AssertFinishedAsync(byte[] journal, string state)
    {
        await using Service service = await Service.StartAsync();
        // The service's address is in the journal, and as long as it was.
        string text = Encoding.Latin1.GetString(journal);
        int at = text.IndexOf("http://127.0.0.1:", StringComparison.Ordinal);
        string address = service.Host.BaseUri.ToString().TrimEnd('/');
        if (at >= 0 && text.IndexOf('"', at) is var quote and > 0)
        {
            text = text[..at] + address + text[quote..];
        }

        File.WriteAllBytes(_batch.Path, Encoding.Latin1.GetBytes(text));

        RowOutcome first = (await _batch.RunAsync(service.Client, [Row])).Single();
        RowOutcome second = (await _batch.RunAsync(service.Client, [Row])).Single();

        Assert.True(first.Task is not null, $"{state}: {first.Error?.Message}");
        Assert.Equal(first.Task!.Id, second.Task?.Id);
        Assert.Single(service.Posts);
    }
}
