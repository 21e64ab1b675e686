using System.Collections.Generic;

namespace MeshVideo.Client.Tests.Fuzzing;

/// <summary>Which errors an answer may lead to.</summary>
internal static class ExpectedErrorKinds
{
    public static void Assert(ApiCall call, int status, MeshVideoException? error)
    {
        if (error is null)
        {
            Xunit.Assert.True(call == ApiCall.Look || status is >= 200 and < 300, $"HTTP {status} was taken for a success.");
            return;
        }

        Xunit.Assert.Contains(error.Kind, Of(call, status));
    }

    private static IEnumerable<MeshVideoErrorKind> Of(ApiCall call, int status) => call switch
    {
        ApiCall.Create => [OfCreate(status), .. MayBeSentAgain(status), .. ByCode(status)],
        ApiCall.Look => [OfRead(status), MeshVideoErrorKind.WaitTimedOut, .. Ends(status), .. ByCode(status)],
        _ => [OfRead(status), .. MayBeReadAgain(status), .. ByCode(status)],
    };

    // An error in a success is what its code says.
    private static MeshVideoErrorKind[] ByCode(int status) => status >= 300 ? [] :
    [
        MeshVideoErrorKind.Unauthorized, MeshVideoErrorKind.SpendLimitExceeded, MeshVideoErrorKind.Forbidden,
        MeshVideoErrorKind.NotFound, MeshVideoErrorKind.ModelNotFound,
        MeshVideoErrorKind.Conflict,
        MeshVideoErrorKind.RateLimited,
        MeshVideoErrorKind.Refused, MeshVideoErrorKind.InvalidApiVersion,
        MeshVideoErrorKind.ServiceUnavailable,
    ];

    private static MeshVideoErrorKind OfCreate(int status) =>
        status is 408 or >= 500 or < 300 ? MeshVideoErrorKind.CreateOutcomeUnknown : OfRead(status);

    private static MeshVideoErrorKind OfRead(int status) => status switch
    {
        < 300 => MeshVideoErrorKind.InvalidResponse,
        301 or 302 or 303 or 307 or 308 => MeshVideoErrorKind.RedirectRefused,
        401 => MeshVideoErrorKind.Unauthorized,
        402 => MeshVideoErrorKind.SpendLimitExceeded,
        403 => MeshVideoErrorKind.Forbidden,
        404 => MeshVideoErrorKind.NotFound,
        408 => MeshVideoErrorKind.TimedOut,
        409 => MeshVideoErrorKind.Conflict,
        429 => MeshVideoErrorKind.RateLimited,
        >= 500 => MeshVideoErrorKind.ServiceUnavailable,
        _ => MeshVideoErrorKind.Refused,
    };

    // The second answer of a case is always "not found".
    private static MeshVideoErrorKind[] MayBeReadAgain(int status) =>
        status is < 300 or 404 or 408 or 429 or >= 500 ? [MeshVideoErrorKind.NotFound, MeshVideoErrorKind.ModelNotFound] : [];

    private static MeshVideoErrorKind[] MayBeSentAgain(int status) =>
        status is 404 or 429 ? [MeshVideoErrorKind.NotFound, MeshVideoErrorKind.ModelNotFound] : [];

    private static MeshVideoErrorKind[] Ends(int status) => status switch
    {
        < 300 => [MeshVideoErrorKind.TaskFailed, MeshVideoErrorKind.TaskExpired, MeshVideoErrorKind.TaskCancelled],
        404 => [MeshVideoErrorKind.ModelNotFound],
        _ => [],
    };
}
