using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>Journals that earlier versions wrote are finished by this one, without creating anything twice.</summary>
public sealed class JournalFormatTests : IDisposable
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "Journal", "Samples");

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Journals => new() { "with-signatures.jsonl", "without-signatures.jsonl" };

    // The requests in the order in which an earlier version sent them.
    private static VideoRequest[] Created =>
    [
        new() { Prompt = "a lake", Duration = 5, Resolution = "480p", Seed = 7 },
        new() { Prompt = "a boat", FirstFrame = MediaSource.FromFile(Path.Combine(Samples, "a.png")) },
        new() { Prompt = "a road", FirstFrame = MediaSource.FromUrl("https://files.example/a.png?X-Amz-Signature=abc&page=2") },
    ];

    private static VideoRequest Refused => new()
    {
        Prompt = "a tree",
        GenerateAudio = false,
        AdditionalProperties = new Dictionary<string, object?> { ["motion"] = "slow", ["steps"] = 1.5 },
    };

    [Theory]
    [MemberData(nameof(Journals))]
    public async Task What_an_earlier_version_created_is_not_created_again(string sample)
    {
        await using Service service = await Service.StartAsync();
        using BatchJournal journal = Open(sample, service);
        List<string> ids = [];
        foreach (VideoRequest request in Created)
        {
            ids.Add((await journal.CreateAsync(service.Client, request, default)).Id);
        }

        Assert.All(ids, id => Assert.Contains(id, File.ReadAllText(Path.Combine(Samples, sample)), StringComparison.Ordinal));
        Assert.Empty(service.Posts);
    }

    [Theory]
    [MemberData(nameof(Journals))]
    public async Task What_was_refused_is_sent_and_what_was_lost_is_asked_for(string sample)
    {
        await using Service service = await Service.StartAsync();
        using BatchJournal journal = Open(sample, service);

        await Expect.ErrorAsync(MeshVideoErrorKind.Refused, journal.CreateAsync(service.Client, Refused, default));
        MeshVideoException lost = await Expect.ErrorAsync(
            MeshVideoErrorKind.CreateOutcomeUnknown,
            journal.CreateAsync(service.Client, new VideoRequest { Prompt = "a lost lake" }, default));

        Assert.Single(service.Posts);
        Assert.Contains(Remedy.ResendAmbiguous, lost.Remedies);
    }

    public void Dispose() => _folder.Dispose();

    private BatchJournal Open(string sample, Service service)
    {
        string address = service.Client.Connection.ToString()!;
        string text = File.ReadAllText(Path.Combine(Samples, sample))
            .Replace("http://service.invalid", address, StringComparison.Ordinal);
        string path = _folder.Write("batch.jsonl");
        File.WriteAllText(path, text);
        return BatchJournal.Open(path, resendAmbiguous: false);
    }
}
