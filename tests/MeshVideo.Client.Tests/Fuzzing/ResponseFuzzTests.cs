using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Mutants of every answer of the API: a result, or one error of a fitting kind.</summary>
public sealed class ResponseFuzzTests
{
    private const int Cases = 1000;

    private static readonly int[] Statuses =
        [200, 200, 200, 200, 200, 201, 299, 400, 401, 402, 403, 404, 408, 409, 413, 418, 422, 429, 500, 502, 503, 504, 599];

    [Fact]
    public async Task A_damaged_body_is_a_result_or_a_fitting_error()
    {
        await using HostileServer server = new();
        await Fuzz.RunAsync(Cases, parallelism: 64, async fuzz =>
        {
            ApiCall call = fuzz.Pick(Enum.GetValues<ApiCall>());
            int status = fuzz.Pick(Statuses);
            byte[] body = Mutant(fuzz, call, status);
            fuzz.Shown = $"{call} answered {status}: {Fuzz.Show(body)}";

            using CaseService service = new(server, fuzz, HostileResponse.Of(status, body, "X-Request-Id: req_1"));
            MeshVideoException? error = await service.CallAsync(call);

            ExpectedErrorKinds.Assert(call, status, error);
            if (call == ApiCall.Create)
            {
                // Only a plain "nothing was created" may be answered by sending it again.
                int most = status == 429 || (status < 300 && fuzz.Shown.Contains("rate_limit_exceeded", StringComparison.Ordinal))
                    ? 2
                    : 1;
                Assert.InRange(service.Requests.Count(request => request.Method == "POST"), status == 429 ? 2 : 1, most);
            }
        });
    }

    private static byte[] Mutant(FuzzCase fuzz, ApiCall call, int status)
    {
        IReadOnlyList<byte[]> fitting = status < 300 ? ResponseCorpus.Of(call) : ResponseCorpus.Errors;
        byte[] body = fuzz.Pick([.. fuzz.OneIn(8) ? ResponseCorpus.All : fitting]);
        foreach (int _ in Enumerable.Range(0, fuzz.Random.Next(4)))
        {
            body = fuzz.OneIn(3)
                ? ByteMutator.Mutate(fuzz.Random, body, ResponseCorpus.All)
                : JsonMutator.Mutate(fuzz.Random, body);
        }

        return body;
    }
}
