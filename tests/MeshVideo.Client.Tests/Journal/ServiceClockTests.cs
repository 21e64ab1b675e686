using System;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Client.Tests.Support;
using Xunit;

namespace MeshVideo.Client.Tests.Journal;

/// <summary>
/// This machine's clock and the service's differ, and the answer to a create is lost: its task is found all the same.
/// </summary>
public sealed class ServiceClockTests : IDisposable
{
    private const string LostAfter = """{"on": "create", "kind": "reset", "after": true}""";

    private readonly Batch _batch = new();

    public static TheoryData<double> Skews => new(-7200, -60, -10, -6, 6, 10, 60, 7200, 86400);

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task The_advised_time_shows_the_task(double skew)
    {
        await using Service service = await Service.StartAsync(LostAfter, options => options.ClockSkewSeconds = skew);

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.CreateOutcomeUnknown, service.Client.CreateAsync(new VideoRequest { Prompt = "a lake" }));

        await AssertShownAsync(service, error);
        Assert.InRange((DateTimeOffset.UtcNow.AddSeconds(skew) - error.CreatedAfter!.Value).TotalSeconds, 0, 60);
    }

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_journal_adopts_the_task(double skew)
    {
        await using Service service = await Service.StartAsync(LostAfter, options => options.ClockSkewSeconds = skew);
        await _batch.RunAsync(service.Client, Batch.Rows("a lake"));

        // Another process: it has heard nothing of the service yet.
        MeshVideoClient next = new(new MeshVideoConnection(new ApiKey(service.Host.ApiKey), service.Host.BaseUri));
        RowOutcome row = (await _batch.RunAsync(next, Batch.Rows("a lake"), resendAmbiguous: true))[0];

        Assert.Equal(service.Host.Tasks.All.Single().Id, row.Task?.Id);
        Assert.Single(service.Posts);
    }

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_journal_whose_run_was_killed_before_the_clock_was_known_adopts_the_task(double skew)
    {
        await using Service service = await Service.StartAsync(LostAfter, options => options.ClockSkewSeconds = skew);
        await _batch.RunAsync(service.Client, Batch.Rows("a lake"));
        System.IO.File.WriteAllLines(_batch.Path, _batch.Lines[..2]);
        Assert.DoesNotContain("clock_offset", _batch.Text, StringComparison.Ordinal);

        MeshVideoClient next = new(new MeshVideoConnection(new ApiKey(service.Host.ApiKey), service.Host.BaseUri));
        RowOutcome row = (await _batch.RunAsync(next, Batch.Rows("a lake"), resendAmbiguous: true))[0];

        Assert.Equal(service.Host.Tasks.All.Single().Id, row.Task?.Id);
        Assert.Single(service.Posts);
    }

    [Fact]
    public async Task A_clock_that_nobody_tells_is_said_to_be_unknown_and_a_day_back_is_advised()
    {
        await using ScriptedServer server = ScriptedServer.Start(ScriptedResponse.Reset);

        MeshVideoException error = await Expect.ErrorAsync(
            MeshVideoErrorKind.CreateOutcomeUnknown,
            Service.ClientOf(server.Address).CreateAsync(new VideoRequest { Prompt = "a lake" }));

        Assert.Contains("clock is not known", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(1), error.SentAt - error.CreatedAfter);
    }

    public void Dispose() => _batch.Dispose();

    // As a person does who follows the error to the letter.
    private static async Task AssertShownAsync(Service service, MeshVideoException error)
    {
        Assert.Contains(Remedy.SearchForTask, error.Remedies);
        // Shown in whole seconds.
        DateTimeOffset since = DateTimeOffset.FromUnixTimeSeconds(error.CreatedAfter!.Value.ToUnixTimeSeconds());
        VideoTaskPage page = await service.Client.ListAsync(new VideoTaskQuery { CreatedAfter = since }, 0, 50);
        Assert.Equal(service.Host.Tasks.All.Single().Id, Assert.Single(page.Tasks).Id);
    }
}
