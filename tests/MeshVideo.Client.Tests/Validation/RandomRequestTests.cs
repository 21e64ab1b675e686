using System;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using MeshVideo.Tests.Support;
using Microsoft.FSharp.Core;
using Xunit;

namespace MeshVideo.Client.Tests.Validation;

/// <summary>The client and the simulator accept the same requests.</summary>
public sealed class RandomRequestTests(ClientAndService judges) : IClassFixture<ClientAndService>
{
    private const int Requests = 500;

    [Fact]
    public void Client_and_simulator_agree()
    {
        SampleRequests samples = new(judges);
        // The second number of FsCheck's seed has to be odd.
        Replay replay = new(new Rnd((ulong)TestSeed.Value, 1), FSharpOption<int>.None);
        Config configuration = Config.QuickThrowOnFailure.WithMaxTest(Requests).WithReplay(FSharpOption<Replay>.Some(replay));
        Prop.ForAll(samples.Arbitrary, request => Agree(samples, request)).Check(configuration);
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
        ValidationResult result = await RequestValidator.ValidateAsync(request);
        int? status = await judges.SendAsync(request);

        // That there is no such model is for the service to know.
        bool isTaken = status is 200 or 404;
        string client = result.IsValid ? "accepts" : "refuses: " + result.ToException()!.Message;
        return (result.IsValid, isTaken, $"The client {client}{Environment.NewLine}The simulator answers {status}.{Environment.NewLine}{SampleRequests.Text(request)}");
    }
}
