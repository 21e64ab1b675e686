using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Mutants of everything that stands before a body.</summary>
public sealed class HeaderFuzzTests
{
    private const int Cases = 400;

    [Fact]
    public async Task A_damaged_head_is_a_result_or_an_error()
    {
        await Fuzz.RunAsync(Cases, parallelism: 64, async fuzz =>
        {
            // Its own, since what is left of one such answer might be taken for the beginning of the next.
            await using HostileServer server = new();
            ApiCall call = fuzz.Pick(Enum.GetValues<ApiCall>());
            byte[] bytes = HeaderMutator.Mutant(fuzz, fuzz.Pick([.. ResponseCorpus.Of(call)]));
            fuzz.Shown = $"{call} answered: {Fuzz.Show(bytes)}";

            using CaseService service = new(server, fuzz, new HostileResponse(bytes));
            MeshVideoException? error = await service.CallAsync(call);

            if (call == ApiCall.Create)
            {
                AssertSentOnce(service, bytes, error);
            }
        });
    }

    private static void AssertSentOnce(CaseService service, byte[] bytes, MeshVideoException? error)
    {
        // Without the 429 there is nothing that says that nothing was created.
        bool isBusy = Encoding.Latin1.GetString(bytes).Contains("429", StringComparison.Ordinal);
        Assert.InRange(service.Requests.Count(request => request.Method == "POST"), 1, isBusy ? 2 : 1);

        // What fails on the way is never taken for a refusal.
        Assert.True(
            error is null || error.StatusCode is not null || error.Kind == MeshVideoErrorKind.CreateOutcomeUnknown,
            error?.ToString());
    }
}
