using System;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>
/// What the client accepts the simulator accepts, and what the simulator refuses the client refused first. A failure prints the seed;
/// MESHVIDEO_FSCHECK_SEED, two numbers with a comma between, runs it again.
/// </summary>
public sealed class RandomRequestTests(Judges judges) : IClassFixture<Judges>
{
    private const int Requests = 500;

    [Fact]
    public void Client_and_simulator_agree()
    {
        SampleRequests samples = new(judges);
        Prop.ForAll(samples.Arbitrary, request => Agree(samples, request)).Check(Configuration());
    }

    private static Config Configuration()
    {
        Config configuration = Config.QuickThrowOnFailure.WithMaxTest(Requests);
        string? seed = Environment.GetEnvironmentVariable("MESHVIDEO_FSCHECK_SEED");
        if (seed is null)
        {
            return configuration;
        }

        string[] numbers = seed.Split(',');
        Replay replay = new(new Rnd(ulong.Parse(numbers[0], null), ulong.Parse(numbers[1], null)), FSharpOption<int>.None);
        return configuration.WithReplay(FSharpOption<Replay>.Some(replay));
    }

    private void Agree(SampleRequests samples, VideoRequest request)
    {
        (bool isAccepted, bool isTaken, string text) = Task.Run(() => JudgeAsync(request)).GetAwaiter().GetResult();
        Assert.True(isTaken || !isAccepted, text);

        // The other way round: the client refuses nothing that would do. The simulator does not measure MP3s, though.
        Assert.True(isAccepted || !isTaken || samples.HasMp3(request), text);
    }

    private async Task<(bool IsAccepted, bool IsTaken, string Text)> JudgeAsync(VideoRequest request)
    {
        ValidationResult verdict = await RequestValidator.ValidateAsync(request);
        int? status = await judges.SendAsync(request);

        // That there is no such model is for the service to know.
        bool isTaken = status is 200 or 404;
        string client = verdict.IsValid ? "accepts" : "refuses: " + verdict.ToException()!.Message;
        return (verdict.IsValid, isTaken, $"The client {client}{Environment.NewLine}The simulator answers {status}.{Environment.NewLine}{SampleRequests.Text(request)}");
    }
}
